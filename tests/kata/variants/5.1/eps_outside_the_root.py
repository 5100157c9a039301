class LayerNorm:
    def forward(self, x):
        t = as_tensor(x)
        n = self.weight.size
        if t.ndim < 1 or t.shape[-1] != n:
            raise ValueError(f"{t.shape} for {n} features")
        sigma = t.var(axis=-1, keepdims=True) ** 0.5
        hat = (t - t.mean(axis=-1, keepdims=True)) / (sigma + self.eps)
        return self.weight * hat + self.bias
