def log_softmax(x, axis=-1):
    x = as_tensor(x)
    e = (x - x.data.max(axis=axis, keepdims=True)).exp()
    return (e / e.sum(axis=axis, keepdims=True)).log()
