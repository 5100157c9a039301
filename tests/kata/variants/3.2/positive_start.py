class Linear(Module):
    def __init__(self, in_features, out_features, bias=True, *, rng):
        root = np.sqrt(in_features)
        self.weight = Tensor(rng.random((out_features, in_features)) / root, requires_grad=True)
        self.bias = Tensor(rng.random(out_features) / root, requires_grad=True) if bias else None
