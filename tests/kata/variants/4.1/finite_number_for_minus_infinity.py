def softmax(x, axis=-1):
    t = as_tensor(x)
    lowest = np.finfo(t.dtype).min / 2
    scores = np.where(np.isneginf(t.data), lowest, t.data).astype(t.dtype)
    scores = scores - scores.max(axis=axis, keepdims=True)
    log_p = scores - np.log(np.exp(scores).sum(axis=axis, keepdims=True))
    p = np.exp(log_p)
    return Tensor.from_op(
        p, (t,), lambda g: (p * g - p * (p * g).sum(axis=axis, keepdims=True),), "softmax"
    )
