def token_probabilities(logits, *, temperature=1.0, top_k=None, top_p=None):
    if temperature < 0:
        raise ValueError(f"temperature {temperature}")
    if top_k is not None and top_k < 1:
        raise ValueError(f"top_k {top_k}")
    if top_p is not None and (top_p <= 0 or top_p > 1):
        raise ValueError(f"top_p {top_p}")
    if temperature == 0:
        return F.one_hot(logits.argmax(-1), logits.size(-1)).to(logits)
    scaled = logits / temperature
    if top_k is not None and top_k < scaled.size(-1):
        kth = scaled.kthvalue(scaled.size(-1) - top_k + 1, dim=-1, keepdim=True).values
        scaled = torch.where(scaled >= kth, scaled, -torch.inf)
    p = scaled.softmax(-1)
    if top_p is None or top_p == 1:
        return p
    order = torch.argsort(p, dim=-1, descending=True, stable=True)
    ranked = p.gather(-1, order)
    ranked[ranked.cumsum(-1) - ranked >= top_p] = 0
    return ranked.gather(-1, order.argsort(-1))
