def softmax(x, axis=-1):
    t = as_tensor(x)
    e = (t - np.max(t.data, axis, keepdims=True)).exp()
    return e / e.sum(axis=axis, keepdims=True)
