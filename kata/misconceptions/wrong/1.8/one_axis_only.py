"""
title.en = "Several axes at once are forgotten"
title.zh = "忘了一次可以归约多个轴"
text.en = "The number of elements is read off one axis, `x.shape[axis]`, which fails for a tuple of axes. n is the number of elements that go into one result, over all axes that are reduced."
text.zh = "元素个数是从一个轴 `x.shape[axis]` 读出来的，轴是元组时就会出错。n 是参与计算一个结果的元素个数，要算上所有被归约的轴。"
guide = "1.8"
"""

import numpy as np


class Tensor:
    def mean(self, axis=None, keepdims=False):
        n = self.size if axis is None else self.shape[axis]
        return self.sum(axis, keepdims) * (1 / n)

    def var(self, axis=None, keepdims=False):
        n = self.size if axis is None else self.shape[axis]
        x = self.data
        centred = x - x.mean(axis, keepdims=True)
        y = (centred * centred).mean(axis, keepdims=keepdims)

        def vjp(g):
            if axis is not None and not keepdims:
                g = np.expand_dims(g, axis)
            return (g * (2 / n) * centred,)

        return Tensor.from_op(y, (self,), vjp, "var")
