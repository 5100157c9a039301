def scaled_dot_product_attention(query, key, value, mask=None):
    q, k, v = as_tensor(query), as_tensor(key), as_tensor(value)
    if min(q.ndim, k.ndim, v.ndim) < 2 or q.shape[-1] != k.shape[-1]:
        raise ValueError(f"{q.shape}, {k.shape}, {v.shape}")
    if k.shape[-2] != v.shape[-2]:
        raise ValueError(f"{k.shape}, {v.shape}")
    s = (q @ k.swapaxes(-1, -2)) / q.shape[-1] ** 0.5
    if mask is not None:
        s = _masked(s, ~mask if mask.dtype == bool else mask)
    w = softmax(s)
    return w @ v, w
