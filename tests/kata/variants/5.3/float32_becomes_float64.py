class Dropout:
    def forward(self, x):
        t = as_tensor(x)
        if not self.training or not self.p:
            return t
        return t * np.where(self.rng.random(t.shape) < self.p, 0.0, 1 / (1 - self.p))
