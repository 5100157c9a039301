"""
title.en = "The parameters want no gradient"
title.zh = "参数不需要梯度"
text.en = "The parameters are made without `requires_grad=True`. Tensors are constants unless told otherwise, so no graph is recorded, and `backward` has nowhere to go."
text.zh = "参数在创建时没有写 `requires_grad=True`。张量默认是常量，所以不会记录计算图，`backward` 也无处可走。"
guide = "2.2"
"""


class LinearRegression:
    def __init__(self, in_features: int, *, rng: np.random.Generator) -> None:
        self.w = Tensor(rng.normal(0.0, 0.01, in_features))
        self.b = Tensor(0.0)
