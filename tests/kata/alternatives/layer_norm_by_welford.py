"""
style = "mean and variance in one pass over the features, after Welford, and a gradient in two parts"
file = "stage2_transformer/task5_encoder.py"
"""


class LayerNorm:
    def forward(self, x):
        t = as_tensor(x)
        gain, n = self.weight.data, self.weight.size
        if t.ndim == 0 or t.shape[-1] != n:
            raise ValueError(f"the last of {t.shape} must be {n}")
        mean = np.zeros(t.shape[:-1], t.dtype)
        squares = np.zeros(t.shape[:-1], t.dtype)
        for k in range(n):
            value = t.data[..., k]
            delta = value - mean
            mean = mean + delta / (k + 1)
            squares = squares + delta * (value - mean)
        inverse = (1 / np.sqrt(squares / n + self.eps))[..., None].astype(t.dtype)
        centred = t.data - mean[..., None]

        def back(g):
            flow = g * gain
            to_variance = (flow * centred).sum(-1, keepdims=True) * -0.5 * inverse**3
            grad = flow * inverse + to_variance * 2 * centred / n
            grad = grad - grad.sum(-1, keepdims=True) / n
            over = tuple(range(g.ndim - 1))
            return grad, (g * centred * inverse).sum(over), g.sum(over)

        out = centred * inverse * gain + self.bias.data
        return Tensor.from_op(out, (t, self.weight, self.bias), back, "layer norm")


def gelu(x):
    t = as_tensor(x)
    a = 2 * float(np.sqrt(2 / np.pi))  # ½ (1 + tanh u) is the sigmoid of 2u
    s = 1 / (1 + np.exp(-np.clip(a * (t.data + 0.044715 * t.data**3), -700, 700)))
    s = s.astype(t.dtype)

    def back(g):
        return (g * s + g * t_data * s * (1 - s) * a * (1 + 0.134145 * t_data**2),)

    t_data = t.data
    return Tensor.from_op(t_data * s, (t,), back, "gelu")
