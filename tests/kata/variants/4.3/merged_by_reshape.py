def merge_heads(x):
    t = as_tensor(x)
    if t.ndim < 3:
        raise ValueError(f"shape {t.shape}")
    heads, time, width = t.shape[-3:]
    return t.reshape(t.shape[:-3] + (time, heads * width))
