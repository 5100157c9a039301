class Linear(Module):
    def __init__(self, in_features, out_features, bias=True, *, rng):
        def start(*shape):
            return Tensor(rng.standard_normal(shape), requires_grad=True)

        self.weight = start(out_features, in_features)
        self.bias = start(out_features) if bias else None
