class Linear(Module):
    def __init__(self, in_features, out_features, bias=True, *, rng):
        k = 1 / in_features**0.5
        self.weight = Tensor(
            rng.uniform(low=-k, high=k, size=[out_features, in_features]), requires_grad=True
        )
        self.bias = None
        if bias:
            self.bias = Tensor([0.0] * out_features, requires_grad=True)
