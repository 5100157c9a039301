class LayerNorm:
    def forward(self, x):
        t = as_tensor(x)
        n = self.weight.size
        if t.ndim < 1 or t.shape[-1] != n:
            raise ValueError(f"{t.shape} for {n} features")
        over = tuple(range(max(t.ndim - 2, 0), t.ndim))
        hat = (t - t.mean(axis=over, keepdims=True)) * (
            t.var(axis=over, keepdims=True) + self.eps
        ) ** -0.5
        return hat * self.weight + self.bias
