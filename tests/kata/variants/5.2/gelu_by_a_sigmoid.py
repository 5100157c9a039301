def gelu(x):
    t = as_tensor(x)
    s = 0.5 * (1 + np.tanh(0.851 * t.data))

    def back(g):
        return (g * (s + 1.702 * t.data * s * (1 - s)),)

    return Tensor.from_op(t.data * s, (t,), back, "gelu")
