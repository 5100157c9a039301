def log_softmax(x, axis=-1):
    x = as_tensor(x)
    return x - x.exp().sum(axis=axis, keepdims=True).log()
