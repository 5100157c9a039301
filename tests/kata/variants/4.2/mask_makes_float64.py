def scaled_dot_product_attention(query, key, value, mask=None):
    q, k, v = as_tensor(query), as_tensor(key), as_tensor(value)
    if min(q.ndim, k.ndim, v.ndim) < 2 or q.shape[-1] != k.shape[-1]:
        raise ValueError(f"{q.shape}, {k.shape}, {v.shape}")
    if k.shape[-2] != v.shape[-2]:
        raise ValueError(f"{k.shape}, {v.shape}")
    t = q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    if mask is not None:
        if mask.dtype != bool:
            raise TypeError(f"{mask.dtype} is not bool")
        bias = np.full(t.shape, -np.inf)
        try:
            bias[np.broadcast_to(mask, t.shape)] = 0
        except ValueError:
            raise ValueError(f"{mask.shape} does not broadcast to {t.shape}") from None
        t = t + bias
    w = softmax(t)
    return w @ v, w
