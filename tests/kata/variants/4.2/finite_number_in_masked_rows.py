def scaled_dot_product_attention(query, key, value, mask=None):
    q, k, v = as_tensor(query), as_tensor(key), as_tensor(value)
    if min(q.ndim, k.ndim, v.ndim) < 2 or q.shape[-1] != k.shape[-1]:
        raise ValueError(f"{q.shape}, {k.shape}, {v.shape}")
    if k.shape[-2] != v.shape[-2]:
        raise ValueError(f"{k.shape}, {v.shape}")
    s = (q / np.sqrt(q.shape[-1])) @ k.swapaxes(-1, -2)
    if mask is not None:
        if mask.dtype != np.bool_:
            raise TypeError(f"expected a boolean mask, got {mask.dtype}")
        full = np.zeros(s.shape, s.dtype)
        try:
            full[...] = ~mask
        except ValueError:
            raise ValueError(f"mask of shape {mask.shape}") from None
        s = s + full * -1e9
    w = softmax(s)
    return w @ v, w
