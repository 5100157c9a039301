"""
title.en = "The weights start at the wrong scale"
title.zh = "权重的初始尺度不对"
text.en = "The weights are drawn from the standard normal distribution and never scaled to the standard deviation of 0.01. A hundred times too large, they make the first predictions, and with them the first loss, large for no reason."
text.zh = "权重取自标准正态分布，没有缩小到标准差 0.01。它们大了一百倍，使最初的预测和损失无缘无故地变大。"
guide = "2.2"
"""


class LinearRegression:
    def __init__(self, in_features: int, *, rng: np.random.Generator) -> None:
        self.w = Tensor(rng.standard_normal(in_features), requires_grad=True)
        self.b = Tensor(0.0, requires_grad=True)
