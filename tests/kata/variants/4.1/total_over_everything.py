def softmax(x, axis=-1):
    t = as_tensor(x)
    top = np.max(t.data, initial=-np.inf)
    if np.isneginf(top):
        top = 0.0
    e = (t - float(top)).exp()
    s = e.sum()
    return e / s if s.item() > 0 else e
