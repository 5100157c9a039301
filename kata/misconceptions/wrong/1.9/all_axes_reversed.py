"""
title.en = "`.T` reverses all axes"
title.zh = "`.T` 颠倒了所有的轴"
text.en = "With batch axes `.T` turns (P, N, K) into (K, N, P). Only the last two axes are meant: `swapaxes(-1, -2)`."
text.zh = "有批量轴时，`.T` 会把 (P, N, K) 变成 (K, N, P)。这里只要交换最后两个轴：`swapaxes(-1, -2)`。"
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
            grad_a, grad_b = g @ columns.T, rows.T @ g
            grad_a = grad_a[..., 0, :] if a.ndim == 1 else grad_a
            grad_b = grad_b[..., 0] if b.ndim == 1 else grad_b
            return grad_a, grad_b

        return Tensor.from_op(a @ b, (self, other), vjp, "@")
