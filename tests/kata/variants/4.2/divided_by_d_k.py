def scaled_dot_product_attention(query, key, value, mask=None):
    q, k, v = as_tensor(query), as_tensor(key), as_tensor(value)
    if q.ndim < 2 or k.ndim < 2 or v.ndim < 2:
        raise ValueError(f"{q.shape}, {k.shape}, {v.shape}")
    *_, n, d = k.shape
    if q.shape[-1] != d or v.shape[-2] != n:
        raise ValueError(f"{q.shape}, {k.shape}, {v.shape}")
    att = (q * (1.0 / d)) @ k.swapaxes(-1, -2)
    if mask is not None:
        if mask.dtype.kind != "b":
            raise TypeError(f"{mask.dtype}")
        if np.broadcast_shapes(mask.shape, att.shape) != att.shape:
            raise ValueError(f"{mask.shape}")
        att = att + np.where(mask, 0, -np.inf).astype(att.dtype)
    att = softmax(att)
    return att @ v, att
