"""
title.en = "All batch axes are summed"
title.zh = "对所有批量轴都求了和"
text.en = "The gradient of B is always summed over the batch axes, also where B has batch axes of its own. Only what was broadcast is summed, and `unbroadcast` knows what that is."
text.zh = "B 的梯度总是对批量轴求和，即使 B 自己也有批量轴。只有广播过的轴才要求和，而 `unbroadcast` 知道是哪些轴。"
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
            grad_a, grad_b = g @ columns.swapaxes(-1, -2), rows.swapaxes(-1, -2) @ g
            grad_a = grad_a[..., 0, :] if a.ndim == 1 else grad_a
            if grad_b.ndim > 2:
                total = grad_b.sum(axis=tuple(range(grad_b.ndim - 2)))
                grad_b = np.broadcast_to(total, (*b.shape[:-2], *total.shape))
            grad_b = grad_b[..., 0] if b.ndim == 1 else grad_b
            return grad_a, grad_b

        return Tensor.from_op(a @ b, (self, other), vjp, "@")
