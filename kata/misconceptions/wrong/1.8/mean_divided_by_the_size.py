"""
title.en = "The mean's gradient is divided by the whole size"
title.zh = "均值的梯度除以了全部元素的个数"
text.en = "The gradient of the mean is divided by the number of all elements of x. n is the number of elements that go into one result: for shape (2, 3) and `axis=1` it is 3, not 6."
text.zh = "均值的梯度除以了 x 全部元素的个数。n 是参与计算一个结果的元素个数：形状为 (2, 3)、`axis=1` 时是 3，不是 6。"
guide = "1.8"
"""

import numpy as np


class Tensor:
    def mean(self, axis=None, keepdims=False):
        x = self.data

        def vjp(g):
            if axis is not None and not keepdims:
                g = np.expand_dims(g, axis)
            return (np.broadcast_to(g / x.size, x.shape),)

        return Tensor.from_op(x.mean(axis, keepdims=keepdims), (self,), vjp, "mean")
