def token_probabilities(logits, *, temperature=1.0, top_k=None, top_p=None):
    if temperature < 0:
        raise ValueError(f"temperature {temperature}")
    if top_k is not None and top_k < 1:
        raise ValueError(f"top_k {top_k}")
    if top_p is not None and (top_p <= 0 or top_p > 1):
        raise ValueError(f"top_p {top_p}")
    if temperature == 0:
        return F.one_hot(logits.argmax(-1), logits.size(-1)).to(logits)
    everything = (logits / temperature).softmax(-1)
    keep = torch.ones_like(everything, dtype=torch.bool)
    if top_k is not None:
        keep &= everything >= everything.topk(min(top_k, everything.size(-1))).values[..., -1:]
    if top_p is not None:
        ranked, order = everything.sort(dim=-1, descending=True, stable=True)
        few = torch.zeros_like(keep).scatter(-1, order, ranked.cumsum(-1) - ranked < top_p)
        keep &= few
    p = everything * keep
    return p / p.sum(-1, keepdim=True)
