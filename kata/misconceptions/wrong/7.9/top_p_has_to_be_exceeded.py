"""
title.en = "The kept tokens have to exceed p"
title.zh = "保留的词元之和必须超过 p"
text.en = "A token is dropped only if those before it add up to more than p. At least p is enough: where they reach it exactly, as two of four equal tokens reach 0.5, the set is complete, and one token too many is kept."
text.zh = "只有当前面的词元之和大于 p 时才丢弃一个词元。其实达到 p 就够了：恰好达到时（例如四个相等的词元中的两个达到 0.5），集合已经完整，却又多留了一个词元。"
guide = "7.9"
"""


def token_probabilities(
    logits: Tensor,
    *,
    temperature: float = 1.0,
    top_k: int | None = None,
    top_p: float | None = None,
) -> Tensor:
    if temperature < 0 or (top_k is not None and top_k < 1):
        raise ValueError(
            f"temperature must be at least 0 and top_k at least 1, not {temperature} and {top_k}"
        )
    if top_p is not None and not 0 < top_p <= 1:
        raise ValueError(f"top_p must be above 0 and at most 1, not {top_p}")
    if temperature == 0:
        return torch.zeros_like(logits).scatter(-1, logits.argmax(-1, keepdim=True), 1.0)
    logits = logits / temperature
    if top_k is not None and top_k < logits.shape[-1]:
        smallest = logits.topk(top_k).values[..., -1:]  # the k-th largest, (..., 1)
        logits = logits.masked_fill(logits < smallest, -math.inf)
    probabilities = logits.softmax(-1)
    if top_p is not None and top_p < 1:
        ordered, ids = probabilities.sort(dim=-1, descending=True, stable=True)
        reached = ordered.cumsum(-1) - ordered > top_p
        dropped = torch.zeros_like(reached).scatter(-1, ids, reached)
        probabilities = probabilities.masked_fill(dropped, 0.0)
        probabilities = probabilities / probabilities.sum(-1, keepdim=True)
    return probabilities
