"""
title.en = "Temperature 0 is taken for a very small one"
title.zh = "把温度 0 当作一个很小的温度"
text.en = "Instead of 0 a very small temperature divides the logits. Tokens with equal logits then share the probability, and which of them is drawn is left to chance; greedy always takes the first of the largest."
text.zh = "温度为 0 时，改用一个很小的数去除 logits。这样 logit 相等的词元会平分概率，抽到哪一个全凭运气；贪心总是取最大者中的第一个。"
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
    logits = logits / max(temperature, 1e-6)
    if top_k is not None and top_k < logits.shape[-1]:
        smallest = logits.topk(top_k).values[..., -1:]
        logits = logits.masked_fill(logits < smallest, -math.inf)
    probabilities = logits.softmax(-1)
    if top_p is not None and top_p < 1:
        ordered, ids = probabilities.sort(dim=-1, descending=True, stable=True)
        reached = ordered.cumsum(-1) - ordered >= top_p
        dropped = torch.zeros_like(reached).scatter(-1, ids, reached)
        probabilities = probabilities.masked_fill(dropped, 0.0)
        probabilities = probabilities / probabilities.sum(-1, keepdim=True)
    return probabilities
