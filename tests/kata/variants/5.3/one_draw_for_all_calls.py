class Dropout:
    def forward(self, x):
        t = as_tensor(x)
        if not self.training or not self.p:
            return t
        if not hasattr(self, "masks"):
            self.masks = {}
        if t.shape not in self.masks:
            self.masks[t.shape] = np.where(self.rng.random(t.shape) < self.p, 0, 1 / (1 - self.p))
        return t * self.masks[t.shape].astype(t.dtype)
