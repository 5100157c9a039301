class Dropout:
    def forward(self, x):
        t = as_tensor(x)
        if self.training and self.p > 0:
            keep = self.rng.binomial(1, self.p, size=t.shape).astype(t.dtype)
            t = t * keep * (1 / self.p)
        return t
