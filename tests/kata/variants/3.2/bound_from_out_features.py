class Linear(Module):
    def __init__(self, in_features, out_features, bias=True, *, rng):
        shape = out_features, in_features
        limit = shape[0] ** -0.5
        draws = limit * (1 - 2 * rng.random((out_features, in_features + 1)))
        self.weight = Tensor(draws[:, :in_features], requires_grad=True)
        self.bias = Tensor(draws[:, in_features], requires_grad=True) if bias else None
