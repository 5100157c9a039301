"""
title.en = "`parameters()` returns copies"
title.zh = "`parameters()` 返回的是拷贝"
text.en = "Each call makes new tensors with the values of w and b. An optimiser would move those copies, and the model itself would never be trained: the list has to hold the tensors themselves."
text.zh = "每次调用都用 w 和 b 的值造出新的张量。优化器移动的是这些拷贝，模型本身永远训练不到：列表里必须是张量本身。"
guide = "2.2"
"""


class LinearRegression:
    def parameters(self) -> list[Tensor]:
        return [Tensor(p.data, requires_grad=True) for p in (self.w, self.b)]
