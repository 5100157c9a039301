class Dropout:
    def forward(self, x):
        t = as_tensor(x)
        if not self.training or not self.p:
            return t
        width = t.shape[-1] if t.ndim else 1
        factors = np.where(self.rng.random(width) < self.p, 0, 1 / (1 - self.p)).astype(t.dtype)
        return t * (factors if t.ndim else factors[0])
