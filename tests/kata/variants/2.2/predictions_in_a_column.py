class LinearRegression:
    def __call__(self, x):
        t = as_tensor(x)
        if t.ndim != 2 or t.shape[1] != self.w.shape[0]:
            raise ValueError(f"x has shape {t.shape}, which does not fit w {self.w.shape}")
        return (t * self.w).sum(axis=1, keepdims=True) + self.b
