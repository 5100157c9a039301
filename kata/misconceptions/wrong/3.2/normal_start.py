"""
title.en = "The start is normal and not scaled"
title.zh = "初始值是没有缩放的正态分布"
text.en = "Weights and biases are standard normal draws, whatever the width. With a fixed size of the weights the outputs grow with the number of inputs: the start is uniform between ±1/√in_features."
text.zh = "权重和偏置取自标准正态分布，与宽度无关。权重的大小固定不变，输出就会随输入的个数增大：初始值应在 ±1/√in_features 之间均匀分布。"
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
        self.weight = Tensor(rng.normal(size=(out_features, in_features)), requires_grad=True)
        self.bias: Tensor | None = None
        if bias:
            self.bias = Tensor(rng.normal(size=out_features), requires_grad=True)
