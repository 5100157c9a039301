def split_heads(x, num_heads):
    t = as_tensor(x)
    if t.ndim < 2 or num_heads < 1 or t.shape[-1] % num_heads:
        raise ValueError(f"shape {t.shape}, {num_heads} heads")
    cut = t.reshape(*t.shape[:-1], num_heads, t.shape[-1] // num_heads)
    order = list(range(cut.ndim))
    order[1], order[2] = order[2], order[1]
    return cut.transpose(order)


def merge_heads(x):
    t = as_tensor(x)
    if t.ndim < 3:
        raise ValueError(f"shape {t.shape}")
    order = list(range(t.ndim))
    order[1], order[2] = order[2], order[1]
    t = t.transpose(order)
    return t.reshape(*t.shape[:-2], -1)
