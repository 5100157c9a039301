"""
title.en = "The bias starts at zero"
title.zh = "偏置从 0 开始"
text.en = "The weights start as they should, but the bias starts at 0. Here both are drawn from the same distribution, uniform between ±1/√in_features, as in PyTorch."
text.zh = "权重的初始值是对的，但偏置从 0 开始。这里两者取自同一个分布，即 ±1/√in_features 之间的均匀分布，与 PyTorch 相同。"
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
        weight = rng.uniform(-bound, bound, (out_features, in_features))
        self.weight = Tensor(weight, requires_grad=True)
        self.bias = Tensor(np.zeros(out_features), requires_grad=True) if bias else None
