from math import erf, pi, sqrt


def gelu(x):
    t = as_tensor(x)
    flat = np.array([0.5 + 0.5 * erf(v / sqrt(2)) for v in t.data.ravel().tolist()])
    cdf = flat.reshape(t.shape).astype(t.dtype)
    pdf = (np.exp(-(t.data**2) / 2) / sqrt(2 * pi)).astype(t.dtype)

    def back(g):
        return (g * cdf + g * t_data * pdf,)

    t_data = t.data
    return Tensor.from_op(t.data * cdf, (t,), back, "gelu")
