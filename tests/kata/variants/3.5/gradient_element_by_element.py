def log_softmax(x, axis=-1):
    x = as_tensor(x)
    e = np.exp(x.data - x.data.max(axis=axis, keepdims=True))
    p = e / e.sum(axis=axis, keepdims=True)
    y = x.data - x.data.max(axis=axis, keepdims=True) - np.log(e.sum(axis=axis, keepdims=True))

    def back(g):
        return [g - g * p]

    return Tensor.from_op(y, [x], back, "log_softmax")
