def split_heads(x, num_heads):
    t = as_tensor(x)
    if t.ndim < 2 or num_heads < 1 or t.shape[-1] % num_heads:
        raise ValueError(f"shape {t.shape}, {num_heads} heads")
    flat = t.reshape(*t.shape[:-2], -1)
    return flat.reshape(*t.shape[:-2], num_heads, t.shape[-2], t.shape[-1] // num_heads)


def merge_heads(x):
    t = as_tensor(x)
    if t.ndim < 3:
        raise ValueError(f"shape {t.shape}")
    heads, time, width = t.shape[-3:]
    return t.reshape(t.shape[:-3] + (time, heads * width))
