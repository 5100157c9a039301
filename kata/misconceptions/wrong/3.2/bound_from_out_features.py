"""
title.en = "The bound comes from out_features"
title.zh = "界限由 out_features 决定"
text.en = "The start is uniform between ±1/√out_features. An output is a sum of in_features terms, so their number decides how large the weights may be: otherwise signals grow or fade from layer to layer."
text.zh = "初始值在 ±1/√out_features 之间均匀分布。一个输出是 in_features 项的和，所以权重该多大由这个项数决定：否则信号会逐层变大或消失。"
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
        bound = 1.0 / np.sqrt(out_features)
        weight = rng.uniform(-bound, bound, (out_features, in_features))
        self.weight = Tensor(weight, requires_grad=True)
        self.bias: Tensor | None = None
        if bias:
            self.bias = Tensor(rng.uniform(-bound, bound, out_features), requires_grad=True)
