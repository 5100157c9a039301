"""
title.en = "Exactly k tokens are kept"
title.zh = "恰好只留 k 个词元"
text.en = "Just the k places that `topk` names are kept, whichever of several equal tokens it happens to choose. All tokens whose logit is at least the k-th largest stay, so that equal ones are treated alike."
text.zh = "只保留 `topk` 给出的那 k 个位置，几个相等的词元中碰巧选中哪个就是哪个。凡是 logit 不小于第 k 大的词元都要留下，这样相等的词元才受到同样的对待。"
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
        values, ids = logits.topk(top_k)
        logits = torch.full_like(logits, -math.inf).scatter(-1, ids, values)
    probabilities = logits.softmax(-1)
    if top_p is not None and top_p < 1:
        ordered, ids = probabilities.sort(dim=-1, descending=True, stable=True)
        reached = ordered.cumsum(-1) - ordered >= top_p
        dropped = torch.zeros_like(reached).scatter(-1, ids, reached)
        probabilities = probabilities.masked_fill(dropped, 0.0)
        probabilities = probabilities / probabilities.sum(-1, keepdim=True)
    return probabilities
