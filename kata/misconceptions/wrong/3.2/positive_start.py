"""
title.en = "The start has no negative numbers"
title.zh = "初始值里没有负数"
text.en = "Weights and biases are drawn between 0 and 1/√in_features. Their mean should be 0: positive weights alone make every output large and nearly the same, and the units hard to tell apart."
text.zh = "权重和偏置取在 0 与 1/√in_features 之间。均值应当是 0：全是正的权重会使每个输出都很大，而且几乎一样，各个单元难以区分。"
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
        self.weight = Tensor(rng.uniform(0, bound, (out_features, in_features)), requires_grad=True)
        self.bias: Tensor | None = None
        if bias:
            self.bias = Tensor(rng.uniform(0, bound, out_features), requires_grad=True)
