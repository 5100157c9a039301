def token_probabilities(
    logits: Tensor,
    *,
    temperature: float = 1.0,
    top_k: int | None = None,
    top_p: float | None = None,
) -> Tensor:
    if temperature < 0:
        raise ValueError(f"temperature must not be negative, but is {temperature}")
    if top_k is not None and top_k < 1:
        raise ValueError(f"top_k must be positive, but is {top_k}")
    if top_p is not None and (top_p <= 0 or top_p > 1):
        raise ValueError(f"top_p must lie in (0, 1], but is {top_p}")
    if temperature == 0:
        return F.one_hot(logits.argmax(-1), logits.shape[-1]).to(logits.dtype)
    scaled = logits / temperature
    if top_k is not None:
        k = min(top_k, scaled.shape[-1])
        scaled = scaled.masked_fill(scaled < scaled.topk(k).values[..., -1:], float("-inf"))
    p = scaled.softmax(-1)
    if top_p is None or top_p == 1:
        return p
    values, order = p.sort(dim=-1, descending=True, stable=True)
    over = values.cumsum(-1) > top_p
    over[..., 1:] = over[..., :-1].clone()
    over[..., 0] = False
    kept = torch.zeros_like(p).scatter(-1, order, values * ~over)
    return kept / kept.sum(-1, keepdim=True)
