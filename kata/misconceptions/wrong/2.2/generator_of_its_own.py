"""
title.en = "A generator of its own with a fixed seed"
title.zh = "自己另建了一个固定种子的生成器"
text.en = "The constructor makes a new generator with a fixed seed and ignores the one it is given. Every model then starts at the same weights, whatever seed the caller chose."
text.zh = "构造函数自己新建了一个固定种子的生成器，没有用传入的那个。于是不管调用者选了什么种子，每个模型都从同样的权重开始。"
guide = "2.2"
"""


class LinearRegression:
    def __init__(self, in_features: int, *, rng: np.random.Generator) -> None:
        rng = np.random.default_rng(0)
        self.w = Tensor(rng.normal(0.0, 0.01, in_features), requires_grad=True)
        self.b = Tensor(0.0, requires_grad=True)
