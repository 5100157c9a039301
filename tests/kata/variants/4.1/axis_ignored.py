def softmax(x, axis=-1):
    t = as_tensor(x)
    top = np.amax(t.data, axis=-1, keepdims=True)
    top[np.isneginf(top)] = 0
    e = (t - top).exp()
    z = e.sum(axis=-1, keepdims=True)
    return e / (z + (z.data == 0).astype(z.dtype))
