def bilinear_scores(query, key, weight):
    told = f"{tuple(query.shape)}, {tuple(key.shape)}, {tuple(weight.shape)}"
    if not query.dim() == key.dim() == weight.dim() == 3:
        raise ValueError(told)
    H, D, E = weight.shape
    if len(query) != len(key) or query.size(-1) != D or key.size(-1) != E:
        raise ValueError(told)
    per_head = [query @ w @ key.transpose(1, 2) for w in weight]
    return torch.stack(per_head, dim=2)
