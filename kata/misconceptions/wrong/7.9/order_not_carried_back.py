"""
title.en = "The decision of top-p stays in sorted order"
title.zh = "top-p 的决定停留在排序后的次序里"
text.en = "Which tokens to drop is decided in the sorted order and applied to the probabilities in the order of the ids. The k-th decision is about the k-th most probable token, not about id k; it has to be carried back to the ids."
text.zh = "去掉哪些词元是按排序后的次序决定的，却直接用到了按编号排列的概率上。第 k 个决定说的是概率第 k 大的词元，而不是编号 k；要把决定送回各个编号处。"
guide = "7.9"
"""

import math

from torch import Tensor


def token_probabilities(
    logits: Tensor,
    *,
    temperature: float = 1.0,
    top_k: int | None = None,
    top_p: float | None = None,
) -> Tensor:
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(f"temperature = {temperature}, top_k = {top_k}")
    if top_p is not None and not 0 < top_p <= 1:
        raise ValueError(f"top_p must be above 0 and at most 1, not {top_p}")
    if temperature == 0:
        return torch.zeros_like(logits).scatter(-1, logits.argmax(-1, keepdim=True), 1.0)
    logits = logits / temperature
    if top_k is not None and top_k < logits.shape[-1]:
        smallest = logits.topk(top_k).values[..., -1:]
        logits = logits.masked_fill(logits < smallest, -math.inf)
    probabilities = logits.softmax(-1)
    if top_p is not None and top_p < 1:
        ordered = probabilities.sort(dim=-1, descending=True, stable=True).values
        reached = ordered.cumsum(-1) - ordered >= top_p
        probabilities = probabilities.masked_fill(reached, 0.0)
        probabilities = probabilities / probabilities.sum(-1, keepdim=True)
    return probabilities
