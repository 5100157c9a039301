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
        z = torch.where(z < z.topk(min(top_k, z.size(-1)))[0][..., -1:], -torch.inf, z)
    if top_p is not None and top_p < 1:
        ranked = z.softmax(-1).sort(-1, descending=True)[0]
        remove = torch.cumsum(ranked, -1) >= top_p
        remove[..., 1:] = remove[..., :-1].clone()
        remove[..., 0] = False
        z = z.masked_fill(remove, float("-inf"))
    return z.softmax(-1)
