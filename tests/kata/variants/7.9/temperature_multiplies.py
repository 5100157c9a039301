def token_probabilities(logits, *, temperature=1.0, top_k=None, top_p=None):
    for name, value, good in (
        ("temperature", temperature, temperature >= 0),
        ("top_k", top_k, top_k is None or top_k >= 1),
        ("top_p", top_p, top_p is None or 0 < top_p <= 1),
    ):
        if not good:
            raise ValueError(f"{name} must not be {value}")
    best = logits.argmax(-1)
    if temperature == 0:
        return F.one_hot(best, logits.shape[-1]).to(logits.dtype)
    p = (logits * temperature).softmax(-1)
    if top_k is not None:
        limit = p.sort(-1, descending=True).values[..., : top_k][..., -1:]
        p = torch.where(p >= limit, p, 0.0)
        p = p / p.sum(-1, keepdim=True)
    if top_p is not None:
        values, order = torch.sort(p, dim=-1, descending=True, stable=True)
        before = values.cumsum(-1).roll(1, -1)
        before[..., 0] = 0
        values = values * (before < top_p)
        p = torch.zeros_like(p).scatter(-1, order, values)
        p = p / p.sum(-1, keepdim=True)
    return p
