class LayerNorm:
    def forward(self, x):
        t = as_tensor(x)
        n = self.weight.size
        if t.ndim < 1 or t.shape[-1] != n:
            raise ValueError(f"{t.shape} for {n} features")
        mu = np.mean(t.data, axis=-1, keepdims=True)
        s = np.sqrt(np.var(t.data, axis=-1, keepdims=True) + self.eps)
        return (t - mu) / s * self.weight + self.bias
