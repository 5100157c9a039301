"""
title.en = "The bound lacks its root"
title.zh = "界限忘了开平方"
text.en = "The start is uniform between ±1/in_features. Variances add up, not sizes, so the bound goes with the square root: this start is too small, and signals fade from layer to layer."
text.zh = "初始值在 ±1/in_features 之间均匀分布。相加的是方差而不是大小，所以界限要开平方：这样的初始值太小，信号会逐层消失。"
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
        bound = 1.0 / in_features
        weight = rng.uniform(-bound, bound, (out_features, in_features))
        self.weight = Tensor(weight, requires_grad=True)
        self.bias: Tensor | None = None
        if bias:
            self.bias = Tensor(rng.uniform(-bound, bound, out_features), requires_grad=True)
