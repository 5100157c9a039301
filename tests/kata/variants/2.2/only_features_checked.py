class LinearRegression:
    def __call__(self, x):
        x = as_tensor(x)
        if x.shape[-1:] != self.w.shape:
            raise ValueError(f"wrong number of features in {x.shape}")
        return (x * self.w).sum(axis=-1) + self.b
