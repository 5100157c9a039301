"""
title.en = "A kept axis is put back once more"
title.zh = "保留的轴又补了一次"
text.en = "The axis is put back although `keepdims=True` has kept it, so g has one axis too many. With `keepdims=True` nothing is missing."
text.zh = "`keepdims=True` 已经保留了轴，却又补了一次，于是 g 多出一个轴。`keepdims=True` 时没有什么要补。"
guide = "1.8"
"""

import numpy as np


class Tensor:
    def sum(self, axis=None, keepdims=False):
        x = self.data

        def vjp(g):
            if axis is not None:
                g = np.expand_dims(g, axis)
            return (np.broadcast_to(g, x.shape),)

        return Tensor.from_op(x.sum(axis, keepdims=keepdims), (self,), vjp, "sum")
