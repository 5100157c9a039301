def scaled_dot_product_attention(query, key, value, mask=None):
    query, key, value = map(as_tensor, (query, key, value))
    _look(query, key, value)
    s = query @ key.swapaxes(-2, -1)
    w = softmax(_hide(s, mask), axis=-1)
    return w @ value, w


def _look(query, key, value):
    if any(t.ndim < 2 for t in (query, key, value)):
        raise ValueError(f"too few axes: {query.shape}, {key.shape}, {value.shape}")
    if query.shape[-1] != key.shape[-1] or key.shape[-2] != value.shape[-2]:
        raise ValueError(f"do not fit: {query.shape}, {key.shape}, {value.shape}")


def _hide(s, mask):
    if mask is None:
        return s
    if mask.dtype != np.bool_:
        raise TypeError(f"not boolean: {mask.dtype}")
    try:
        seen = np.broadcast_to(mask, s.shape)
    except ValueError as error:
        raise ValueError(f"mask {mask.shape} for {s.shape}") from error
    low = np.zeros(s.shape, s.dtype)
    low[~seen] = -np.inf
    return s + low
