class Linear(Module):
    def __init__(self, in_features, out_features, bias=True, *, rng):
        k = in_features**-0.5
        self.weight = Tensor(rng.uniform(-k, k, (out_features, in_features)), requires_grad=True)
        self.bias = Tensor(rng.uniform(-k, k, (out_features,)), requires_grad=True)
        if not bias:
            self.bias.data = self.bias.data * 0.0
