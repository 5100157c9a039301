"""
title.en = "The first maximum gets the whole gradient"
title.zh = "第一个最大值得到了全部梯度"
text.en = "`argmax` names one place, and the elements that are as large get nothing. Ties share the gradient evenly here."
text.zh = "`argmax` 只给出一个位置，其他同样大的元素什么也得不到。这里的约定是，并列的最大值平均分配梯度。"
guide = "1.8"
"""

import numpy as np


class Tensor:
    def max(self, axis=None, keepdims=False):
        x = self.data
        y = x.max(axis, keepdims=keepdims)
        axes = range(x.ndim) if axis is None else np.atleast_1d(axis) % x.ndim
        kept = [i for i in range(x.ndim) if i not in axes]

        def vjp(g):
            moved = x.transpose(*kept, *[i for i in range(x.ndim) if i in axes])
            rows = moved.reshape(np.size(y), -1)
            grad = np.zeros_like(rows)
            grad[np.arange(len(rows)), rows.argmax(axis=1)] = g.ravel()
            back = np.argsort([*kept, *[i for i in range(x.ndim) if i in axes]])
            return (grad.reshape(moved.shape).transpose(*back.tolist()),)

        return Tensor.from_op(y, (self,), vjp, "max")
