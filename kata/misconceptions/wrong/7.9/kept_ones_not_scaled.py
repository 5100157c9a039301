"""
title.en = "What top-p keeps does not sum to 1"
title.zh = "top-p 留下的概率之和不是 1"
text.en = "The dropped tokens get 0, and the others keep the probabilities that they had. Together they have at least p and no more than that by chance; dividing by their sum makes them probabilities again."
text.zh = "去掉的词元得到 0，其余的保持原来的概率。它们加起来只是至少为 p，不到 1；除以它们的和，才又成为概率。"
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
        ordered, ids = probabilities.sort(dim=-1, descending=True, stable=True)
        reached = ordered.cumsum(-1) - ordered >= top_p
        dropped = torch.zeros_like(reached).scatter(-1, ids, reached)
        probabilities = probabilities.masked_fill(dropped, 0.0)
    return probabilities
