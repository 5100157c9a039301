class Linear(Module):
    def __init__(self, in_features, out_features, bias=True, *, rng):
        k = in_features**-0.5

        def draw(*shape):
            return Tensor((2 * rng.random(shape) - 1) * k, requires_grad=True)

        self.weight = draw(in_features, out_features)
        self.bias = draw(out_features) if bias else None

    def forward(self, x):
        x = as_tensor(x)
        if x.shape[-1:] != self.weight.shape[:1]:
            raise ValueError(f"cannot apply a weight of shape {self.weight.shape} to {x.shape}")
        out = x @ self.weight
        if self.bias is not None:
            out = out + self.bias
        return out
