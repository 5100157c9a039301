class LinearRegression:
    def __call__(self, x):
        samples = as_tensor(x)
        n_features = len(self.w)
        if samples.ndim == 2 and samples.shape[-1] == n_features:
            return (samples * self.w).sum(axis=1)
        raise ValueError(f"bad shape {samples.shape}")
