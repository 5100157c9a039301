def scaled_dot_product_attention(query, key, value, mask=None):
    q, k, v = as_tensor(query), as_tensor(key), as_tensor(value)
    if min(q.ndim, k.ndim, v.ndim) < 2 or q.shape[-1] != k.shape[-1]:
        raise ValueError(f"{q.shape}, {k.shape}, {v.shape}")
    if k.shape[-2] != v.shape[-2]:
        raise ValueError(f"{k.shape}, {v.shape}")
    w = softmax((q @ k.swapaxes(-1, -2)) / q.shape[-1] ** 0.5)
    if mask is None:
        return w @ v, w
    if mask.dtype != bool:
        raise TypeError(f"{mask.dtype} is not bool")
    if np.broadcast_shapes(mask.shape, w.shape) != w.shape:
        raise ValueError(f"{mask.shape} does not broadcast to {w.shape}")
    w = Tensor.from_op(np.where(mask, w.data, 0).astype(w.dtype), (w,), lambda g: (g * mask,), "hide")
    return w @ v, w
