def token_probabilities(logits, *, temperature=1.0, top_k=None, top_p=None):
    if temperature < 0:
        raise ValueError(f"temperature {temperature}")
    if top_k is not None and top_k < 1:
        raise ValueError(f"top_k {top_k}")
    if top_p is not None and (top_p <= 0 or top_p > 1):
        raise ValueError(f"top_p {top_p}")
    if temperature == 0:
        return F.one_hot(logits.argmax(-1), logits.size(-1)).to(logits)
    if top_k is not None and top_k < logits.size(-1):
        limit = logits.topk(top_k, dim=-1).values.amin(-1, keepdim=True)
        logits = torch.where(logits < limit, float("-inf"), logits)
    p = torch.softmax(logits, -1)
    p = p / temperature
    p = F.normalize(p, p=1.0, dim=-1)
    if top_p is not None and top_p < 1:
        s, i = torch.sort(p, stable=True, descending=True)
        keep = torch.cumsum(s, -1) - s < top_p
        p = torch.zeros_like(p).scatter(-1, i, s * keep)
        p = p / p.sum(-1, keepdim=True)
    return p
