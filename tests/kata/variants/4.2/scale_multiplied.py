def scaled_dot_product_attention(query, key, value, mask=None):
    q, k, v = as_tensor(query), as_tensor(key), as_tensor(value)
    if min(q.ndim, k.ndim, v.ndim) < 2:
        raise ValueError(f"{q.shape}, {k.shape}, {v.shape} need two axes")
    if q.shape[-1] != k.shape[-1]:
        raise ValueError(f"{q.shape} and {k.shape}")
    if k.shape[-2] != v.shape[-2]:
        raise ValueError(f"{k.shape} and {v.shape}")
    scale = float(k.shape[-1]) ** 0.5
    s = scale * (q @ k.swapaxes(-1, -2))
    if mask is not None:
        s = _masked(s, mask)
    w = softmax(s)
    return w @ v, w
