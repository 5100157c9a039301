"""
style = "Gradients of the matrix product by einsum, with letters for the axes that each operand has."
file = "stage1_foundations/task1_tensor.py"
"""

import numpy as np


class Tensor:
    def __matmul__(self, other):
        other = as_tensor(other, self)
        left, right = self.data, other.data
        product = np.matmul(left, right)
        of_left = "k" if left.ndim == 1 else "...nk"
        of_right = "k" if right.ndim == 1 else "...km"
        of_product = ("" if left.ndim == 1 else "n") + ("" if right.ndim == 1 else "m")
        of_product = "..." + of_product

        def vjp(g):
            to_left, to_right = of_left, of_right
            if "..." not in to_left:
                to_left = "..." + to_left
            if "..." not in to_right:
                to_right = "..." + to_right
            to_left = np.einsum(f"{of_product},{of_right}->{to_left}", g, right)
            to_right = np.einsum(f"{of_left},{of_product}->{to_right}", left, g)
            return to_left, to_right

        return Tensor.from_op(product, (self, other), vjp, "@")

    def __rmatmul__(self, other):
        return as_tensor(other, self).__matmul__(self)
