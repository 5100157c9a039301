def token_probabilities(logits, *, temperature=1.0, top_k=None, top_p=None):
    if temperature < 0:
        raise ValueError(f"temperature {temperature}")
    if top_k is not None and top_k < 1:
        raise ValueError(f"top_k {top_k}")
    if top_p is not None and (top_p <= 0 or top_p > 1):
        raise ValueError(f"top_p {top_p}")
    if temperature == 0:
        return F.one_hot(logits.argmax(-1), logits.size(-1)).to(logits)
    z = logits / temperature
    if top_k is not None:
        z = z.masked_fill(z < z.topk(min(top_k, z.shape[-1])).values[..., -1:], -torch.inf)
    if top_p is not None and top_p < 1:
        z, order = z.sort(dim=-1, descending=True, stable=True)
        total = z.softmax(-1).cumsum(-1)
        z = torch.where(total < top_p, z, -torch.inf)
        z = torch.empty_like(z).scatter(-1, order, z)
    return z.softmax(-1)
