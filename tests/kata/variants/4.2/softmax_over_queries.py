def scaled_dot_product_attention(query, key, value, mask=None):
    q, k, v = as_tensor(query), as_tensor(key), as_tensor(value)
    if min(q.ndim, k.ndim, v.ndim) < 2 or q.shape[-1] != k.shape[-1]:
        raise ValueError(f"{q.shape}, {k.shape}, {v.shape}")
    if k.shape[-2] != v.shape[-2]:
        raise ValueError(f"{k.shape}, {v.shape}")
    s = k @ q.swapaxes(-1, -2) * (q.shape[-1] ** -0.5)  # keys first
    if mask is not None:
        s = _masked(s.swapaxes(-1, -2), mask).swapaxes(-1, -2)
    w = softmax(s).swapaxes(-1, -2)
    return w @ v, w
