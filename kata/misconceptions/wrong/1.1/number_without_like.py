"""
title.en = "A number is made a tensor without `like`"
title.zh = "把数变成张量时没有用 `like`"
text.en = "A number becomes a float64 tensor, whatever the tensor beside it is, and so float32 turns into float64. `as_tensor(other, like=self)` gives the number the dtype of the tensor."
text.zh = "不管旁边的张量是什么类型，数都变成 float64 张量，于是 float32 变成了 float64。`as_tensor(other, like=self)` 让数采用该张量的 dtype。"
guide = "1.1"
"""


class Tensor:
    def __add__(self, other):
        other = as_tensor(other)
        return Tensor.from_op(self.data + other.data, (self, other), lambda g: (g, g), "+")

    def __radd__(self, other):
        return as_tensor(other) + self

    def __mul__(self, other):
        other = as_tensor(other)
        x, y = self.data, other.data
        return Tensor.from_op(x * y, (self, other), lambda g: (g * y, g * x), "*")

    def __rmul__(self, other):
        return as_tensor(other) * self
