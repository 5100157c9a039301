def scaled_dot_product_attention(query, key, value, mask=None):
    q, k, v = as_tensor(query), as_tensor(key), as_tensor(value)
    if min(q.ndim, k.ndim, v.ndim) < 2 or q.shape[-1] != k.shape[-1]:
        raise ValueError(f"{q.shape}, {k.shape}, {v.shape}")
    if k.shape[-2] != v.shape[-2]:
        raise ValueError(f"{k.shape}, {v.shape}")
    s = q @ (k * float(k.shape[-1] ** -0.5)).swapaxes(-1, -2)
    if mask is not None:
        if mask.dtype != bool:
            raise TypeError(f"{mask.dtype} is not bool")
        if np.broadcast_shapes(mask.shape, s.shape) != s.shape:
            raise ValueError(f"{mask.shape} does not broadcast to {s.shape}")
        bias = (1 - mask.astype(s.dtype)) * -100
        s = s + bias
    w = softmax(s)
    return w @ v, w
