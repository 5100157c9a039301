"""
title.en = "Everything starts at zero"
title.zh = "全部从 0 开始"
text.en = "Weights and biases start at 0. All units of a layer then compute the same, get the same gradient and stay the same for ever: random draws are what makes them differ."
text.zh = "权重和偏置都从 0 开始。这样一层的所有单元算出同样的值，得到同样的梯度，永远都一样：要靠随机的初始值才能让它们各不相同。"
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
        self.weight = Tensor(np.zeros((out_features, in_features)), requires_grad=True)
        self.bias = Tensor(np.zeros(out_features), requires_grad=True) if bias else None
