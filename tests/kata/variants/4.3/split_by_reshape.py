def split_heads(x, num_heads):
    t = as_tensor(x)
    if t.ndim < 2 or num_heads < 1 or t.shape[-1] % num_heads:
        raise ValueError(f"shape {t.shape}, {num_heads} heads")
    time, features = t.shape[-2:]
    return t.reshape(t.shape[:-2] + (num_heads, time, features // num_heads))
