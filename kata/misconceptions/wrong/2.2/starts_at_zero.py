"""
title.en = "The weights start at zero"
title.zh = "权重从 0 开始"
text.en = "The weights start at exactly 0 and the generator is not used. They are to be normal draws from `rng` with standard deviation 0.01: a straight line would learn from zeros as well, but in a network units that start alike stay alike."
text.zh = "权重恰好从 0 开始，生成器没有用上。它们应当由 `rng` 抽取，服从标准差为 0.01 的正态分布：直线从 0 开始也能学，但在网络里，起点相同的单元会一直相同。"
guide = "2.2"
"""


class LinearRegression:
    def __init__(self, in_features: int, *, rng: np.random.Generator) -> None:
        self.w = Tensor(np.zeros(in_features), requires_grad=True)
        self.b = Tensor(0.0, requires_grad=True)
