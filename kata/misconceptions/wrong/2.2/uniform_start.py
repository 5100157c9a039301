"""
title.en = "Uniform draws instead of normal ones"
title.zh = "用均匀分布代替了正态分布"
text.en = "The weights are uniform between -0.01 and 0.01. The docstring asks for normal draws with standard deviation 0.01: these numbers have no tails, and their standard deviation is smaller by a factor of √3."
text.zh = "权重在 −0.01 与 0.01 之间均匀分布。文档字符串要求标准差为 0.01 的正态分布：这里没有尾部，标准差也小了 √3 倍。"
guide = "2.2"
"""


class LinearRegression:
    def __init__(self, in_features: int, *, rng: np.random.Generator) -> None:
        self.w = Tensor(rng.uniform(-0.01, 0.01, in_features), requires_grad=True)
        self.b = Tensor(0.0, requires_grad=True)
