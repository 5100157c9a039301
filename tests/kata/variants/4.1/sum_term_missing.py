def softmax(x, axis=-1):
    t = as_tensor(x)
    top = t.data.max(axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0)
    e = (t - top).exp()
    norm = e.data.sum(axis=axis, keepdims=True)
    norm[norm == 0] = 1
    return e * (1 / norm)
