def log_softmax(x, axis=-1):
    x = as_tensor(x)
    top = float(np.amax(x.data))
    total = (x - top).exp().sum(axis=axis, keepdims=True)
    return x - (total.log() + top)
