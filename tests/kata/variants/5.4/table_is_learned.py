class PositionalEncoding:
    def __init__(self, d_model, max_length):
        k = np.arange(d_model)
        w = np.arange(max_length)[:, None] * 10000.0 ** (-(k - k % 2) / d_model)
        values = np.where(k % 2, np.cos(w), np.sin(w))
        self.encoding = Tensor(values, requires_grad=True)

    def forward(self, x):
        t = as_tensor(x)
        if t.ndim < 2 or t.shape[-1] != self.encoding.shape[1]:
            raise ValueError(f"{t.shape}: not the width of the table")
        if t.shape[-2] > self.encoding.shape[0]:
            raise ValueError(f"{t.shape}: too long")
        rows = self.encoding[np.arange(t.shape[-2])]
        return t + rows
