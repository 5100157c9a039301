class LinearRegression:
    def __init__(self, in_features, *, rng):
        self.w = Tensor((rng.random(in_features) * 2 - 1) * 0.01, requires_grad=True)
        self.b = Tensor(0.0, requires_grad=True)
