class LayerNorm:
    def forward(self, x):
        t = as_tensor(x)
        n = self.weight.size
        if t.ndim < 1 or t.shape[-1] != n:
            raise ValueError(f"{t.shape} for {n} features")
        hat = (t - t.mean(axis=0)) / (t.var(axis=0) + self.eps).sqrt()
        return hat * self.weight + self.bias
