"""
title.en = "The result is written into the operand"
title.zh = "结果写进了操作数"
text.en = "The values are computed with `+=` and `*=` in the array of the left operand, which is not the same afterwards. Inputs are never changed: the result is a new array in a new tensor."
text.zh = "用 `+=` 和 `*=` 直接在左操作数的数组里计算，之后它就不是原来的值了。输入绝不会被改变：结果是放在新张量里的新数组。"
guide = "1.1"
"""

import numpy as np


class Tensor:
    def __add__(self, other):
        other = as_tensor(other, like=self)
        total = self.data
        if total.shape == np.broadcast_shapes(total.shape, other.shape):
            total += other.data
        else:
            total = total + other.data
        return Tensor.from_op(total, (self, other), lambda g: (g, g), "+")

    def __mul__(self, other):
        other = as_tensor(other, like=self)
        x, y = self.data.copy(), other.data.copy()
        product = self.data
        if product.shape == np.broadcast_shapes(product.shape, y.shape):
            product *= y
        else:
            product = product * y
        return Tensor.from_op(product, (self, other), lambda g: (g * y, g * x), "*")
