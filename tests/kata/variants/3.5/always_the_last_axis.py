def log_softmax(x, axis=-1):
    x = as_tensor(x)
    x = x - x.data.max(-1)[..., None]
    return x - x.exp().sum(-1, True).log()
