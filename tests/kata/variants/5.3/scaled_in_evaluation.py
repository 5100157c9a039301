class Dropout:
    def forward(self, x):
        t = as_tensor(x)
        if self.training:
            factors = (self.rng.uniform(size=t.shape) >= self.p).astype(t.dtype)
        else:
            factors = np.full(t.shape, 1 - self.p, t.dtype)
        return t * factors
