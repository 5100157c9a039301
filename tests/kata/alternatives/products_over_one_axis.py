"""
style = "The matrix product's gradients by outer products and sums, and a small case for each pair of ranks."
file = "stage1_foundations/task1_tensor.py"
"""

import numpy as np


class Tensor:
    def __matmul__(self, other):
        other = as_tensor(other, like=self)
        a, b = self.data, other.data
        z = np.matmul(a, b)
        if a.ndim == 1 and b.ndim == 1:
            return Tensor.from_op(z, (self, other), lambda g: (g * b, g * a), "@")
        if b.ndim == 1:

            def vjp(g):
                column = g[..., np.newaxis]
                return column * b, (column * a).reshape(-1, b.size).sum(axis=0)

        elif a.ndim == 1:

            def vjp(g):
                row = g[..., np.newaxis, :]
                return (row * b).sum(axis=-1).reshape(-1, a.size).sum(axis=0), a[:, None] * row

        else:

            def vjp(g):
                grad_a = np.matmul(b, np.moveaxis(g, -1, -2))
                grad_b = np.matmul(np.moveaxis(g, -1, -2), a)
                return np.moveaxis(grad_a, -1, -2), np.moveaxis(grad_b, -1, -2)

        return Tensor.from_op(z, (self, other), vjp, "@")
