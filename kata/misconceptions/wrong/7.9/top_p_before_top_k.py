"""
title.en = "Top-p comes before top-k"
title.zh = "top-p 做在 top-k 之前"
text.en = "The tokens that reach p are looked for among all of them, and top-k cuts down what is left. The order is temperature, top-k, top-p: of the probabilities that top-k has left fewer tokens may reach p."
text.zh = "在所有词元里找加起来达到 p 的那些，再用 top-k 削减剩下的。次序是温度、top-k、top-p：用 top-k 之后的概率来算，达到 p 的词元可能更少。"
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
    if top_p is not None and top_p < 1:
        ordered, ids = logits.softmax(-1).sort(dim=-1, descending=True, stable=True)
        reached = ordered.cumsum(-1) - ordered >= top_p
        dropped = torch.zeros_like(reached).scatter(-1, ids, reached)
        logits = logits.masked_fill(dropped, -math.inf)
    if top_k is not None and top_k < logits.shape[-1]:
        smallest = logits.topk(top_k).values[..., -1:]
        logits = logits.masked_fill(logits < smallest, -math.inf)
    return logits.softmax(-1)
