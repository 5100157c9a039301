"""
title.en = "Negative axes are forgotten"
title.zh = "忘了负的轴编号"
text.en = "The shape to broadcast from is built by comparing each axis with `axis`, and a negative number equals none of them. Axis −1 is the last one: take it modulo the number of axes, or let `np.expand_dims` do it."
text.zh = "逐个把轴与 `axis` 比较来构造用于广播的形状，而负数与哪个轴都不相等。轴 −1 是最后一个轴：要对轴数取模，或者交给 `np.expand_dims`。"
guide = "1.8"
"""

import numpy as np


class Tensor:
    def sum(self, axis=None, keepdims=False):
        x = self.data
        axes = axis if isinstance(axis, tuple) else (axis,)

        def vjp(g):
            if axis is not None:
                g = g.reshape([1 if i in axes else n for i, n in enumerate(x.shape)])
            return (np.broadcast_to(g, x.shape),)

        return Tensor.from_op(x.sum(axis, keepdims=keepdims), (self,), vjp, "sum")
