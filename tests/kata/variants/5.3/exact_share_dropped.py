class Dropout:
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        if not self.training or self.p == 0.0:
            return x
        factors = np.full(x.size, 1.0 / (1.0 - self.p), dtype=x.dtype)
        dropped = self.rng.choice(x.size, size=int(self.p * x.size), replace=False)
        factors[dropped] = 0.0
        return x * factors.reshape(x.shape)
