class Dropout:
    def forward(self, x):
        t = as_tensor(x)
        if self.training and self.p > 0:
            keep = (self.rng.uniform(size=t.shape) > self.p).astype(t.dtype)
            t = t * keep
        return t
