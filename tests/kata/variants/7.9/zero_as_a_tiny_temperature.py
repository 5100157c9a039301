def token_probabilities(logits, *, temperature=1.0, top_k=None, top_p=None):
    if temperature < 0:
        raise ValueError(f"temperature {temperature}")
    if top_k is not None and top_k < 1:
        raise ValueError(f"top_k {top_k}")
    if top_p is not None and (top_p <= 0 or top_p > 1):
        raise ValueError(f"top_p {top_p}")
    if temperature == 0:
        temperature = 1e-8
    p = F.softmax((logits - logits.amax(-1, keepdim=True)) / temperature, dim=-1)
    if top_k is not None:
        p = p * (p >= p.topk(min(top_k, p.shape[-1])).values[..., -1:])
        p = p / p.sum(-1, keepdim=True)
    if top_p is not None and top_p < 1:
        ranked, order = torch.sort(p, dim=-1, descending=True, stable=True)
        ranked = ranked * (ranked.cumsum(-1) - ranked < top_p)
        p = torch.zeros_like(p).scatter_(-1, order, ranked)
        p = p / p.sum(-1, keepdim=True)
    return p
