"""
title.en = "The weight has its axes the other way round"
title.zh = "权重的两个轴放反了"
text.en = "The weight is kept with the shape (in_features, out_features) and multiplied without a transpose. Weights here are (out_features, in_features), as in PyTorch: a state that is loaded would not fit, and where both sizes are equal nobody would notice."
text.zh = "权重的形状放成了 (in_features, out_features)，相乘时没有转置。这里的权重是 (out_features, in_features)，与 PyTorch 相同：否则加载的状态对不上，而两个大小相等时谁也不会发现。"
guide = "3.2"
"""


class Linear(Module):
    def __init__(
        self,
        in_features: int,
        out_features: int,
        bias: bool = True,
        *,
        rng: np.random.Generator,
    ) -> None:
        bound = 1.0 / np.sqrt(in_features)
        weight = rng.uniform(-bound, bound, (in_features, out_features))
        self.weight = Tensor(weight, requires_grad=True)
        self.bias: Tensor | None = None
        if bias:
            self.bias = Tensor(rng.uniform(-bound, bound, out_features), requires_grad=True)

    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        if x.ndim == 0 or x.shape[-1] != self.weight.shape[0]:
            raise ValueError(f"x must have shape (..., {self.weight.shape[0]}), not {x.shape}")
        y = x @ self.weight
        return y if self.bias is None else y + self.bias
