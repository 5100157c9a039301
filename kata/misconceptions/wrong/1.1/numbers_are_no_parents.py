"""
title.en = "A number is no parent"
title.zh = "数没有成为父节点"
text.en = "Where the other operand is a number, the node has only one parent. Every operand is a parent, a number or an array as a constant, so that an operation always has its parents in the same places."
text.zh = "另一个操作数是数时，节点只有一个父节点。每个操作数都是父节点，数和数组作为常量，这样一个运算的父节点总在同样的位置上。"
guide = "1.1"
"""

import numpy as np


class Tensor:
    def __add__(self, other):
        if isinstance(other, int | float | np.number):
            return Tensor.from_op(self.data + self.dtype.type(other), (self,), lambda g: (g,), "+")
        other = as_tensor(other, like=self)
        return Tensor.from_op(self.data + other.data, (self, other), lambda g: (g, g), "+")

    def __radd__(self, other):
        if isinstance(other, int | float | np.number):
            return self + other
        return as_tensor(other, like=self) + self

    def __mul__(self, other):
        if isinstance(other, int | float | np.number):
            c = self.dtype.type(other)
            return Tensor.from_op(self.data * c, (self,), lambda g: (g * c,), "*")
        other = as_tensor(other, like=self)
        x, y = self.data, other.data
        return Tensor.from_op(x * y, (self, other), lambda g: (g * y, g * x), "*")

    def __rmul__(self, other):
        if isinstance(other, int | float | np.number):
            return self * other
        return as_tensor(other, like=self) * self
