class LayerNorm:
    def forward(self, x):
        t = as_tensor(x)
        n = self.weight.size
        if t.ndim < 1 or t.shape[-1] != n:
            raise ValueError(f"{t.shape} for {n} features")
        s = np.sqrt(np.var(t.data, axis=-1, keepdims=True) + self.eps)
        return (t - t.mean(axis=-1, keepdims=True)) / s * self.weight + self.bias
