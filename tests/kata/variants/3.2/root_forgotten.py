class Linear(Module):
    def __init__(self, in_features, out_features, bias=True, *, rng):
        self.weight = Tensor(
            (rng.random((out_features, in_features)) - 0.5) * 2 / in_features, requires_grad=True
        )
        self.bias = None
        if bias:
            self.bias = Tensor(
                (rng.random(out_features) - 0.5) * 2 / in_features, requires_grad=True
            )
