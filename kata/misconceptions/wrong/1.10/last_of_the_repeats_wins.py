"""
title.en = "With a repeated index only the last gradient counts"
title.zh = "索引重复时只算了最后一个梯度"
text.en = "The gradient is written to `grad[index]` by an assignment, and where an index repeats the last one wins; `+=` is no better. An element that was taken several times gets the sum, and `np.add.at` adds each."
text.zh = "梯度用赋值写进 `grad[index]`，索引重复时后一次覆盖前一次，用 `+=` 也一样。被取了几次的元素得到各次之和，`np.add.at` 会逐次相加。"
guide = "1.10"
"""

import numpy as np


class Tensor:
    def __getitem__(self, index):
        x = self.data

        def vjp(g):
            grad = np.zeros_like(x)
            grad[index] += g
            return (grad,)

        return Tensor.from_op(x[index], (self,), vjp, "[]")
