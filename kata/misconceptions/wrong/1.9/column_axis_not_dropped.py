"""
title.en = "A column's extra axis is not dropped"
title.zh = "列向量补上的轴没有去掉"
text.en = "A vector on the right counts as a column (K, 1), and its gradient is given back in that shape. `unbroadcast` aligns at the right and cannot remove this last axis: drop it yourself."
text.zh = "右边的向量被看作一列 (K, 1)，它的梯度也以这个形状返回。`unbroadcast` 从右端对齐，去不掉最后这个轴：要自己去掉。"
guide = "1.9"
"""

import numpy as np


class Tensor:
    def __matmul__(self, other):
        other = as_tensor(other, like=self)
        a, b = self.data, other.data

        def vjp(g):
            rows = a[np.newaxis, :] if a.ndim == 1 else a
            columns = b[:, np.newaxis] if b.ndim == 1 else b
            if b.ndim == 1:
                g = np.expand_dims(g, -1)
            if a.ndim == 1:
                g = np.expand_dims(g, -2)
            return g @ columns.swapaxes(-1, -2), rows.swapaxes(-1, -2) @ g

        return Tensor.from_op(a @ b, (self, other), vjp, "@")
