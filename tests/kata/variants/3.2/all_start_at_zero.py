class Linear(Module):
    def __init__(self, in_features, out_features, bias=True, *, rng):
        self.weight = Tensor([[0.0] * in_features] * out_features, requires_grad=True)
        self.bias = None
        if bias:
            self.bias = Tensor([0] * out_features, requires_grad=True)
