class PositionalEncoding:
    def forward(self, x):
        t = as_tensor(x)
        if t.ndim < 2 or t.shape[-1] != self.encoding.shape[1]:
            raise ValueError(f"{t.shape}: not the width of the table")
        if t.shape[-2] > self.encoding.shape[0]:
            raise ValueError(f"{t.shape}: too long")
        rows = self.encoding[0 : len(t)].astype(t.dtype)
        while rows.ndim < t.ndim:
            rows = np.expand_dims(rows, 1)
        return t + rows
