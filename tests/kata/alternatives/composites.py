"""
style = "Whatever can be said by other operations is: differences, quotients, functions, shapes."
file = "stage1_foundations/task1_tensor.py"
"""

import numpy as np


class Tensor:
    def __neg__(self):
        return self * -1.0

    def __sub__(self, other):
        return self + -as_tensor(other, like=self)

    def __rsub__(self, other):
        return as_tensor(other, like=self) + -self

    def __truediv__(self, other):
        return self * as_tensor(other, like=self) ** -1.0

    def __rtruediv__(self, other):
        return as_tensor(other, like=self) * self**-1.0

    def cos(self):
        return (self + np.pi / 2).sin()

    def sqrt(self):
        return self**0.5

    def relu(self):
        return self * (self.data > 0).astype(self.dtype)

    def abs(self):
        return self * np.sign(self.data)

    def mean(self, axis=None, keepdims=False):
        total = self.sum(axis, keepdims)
        return total / (self.size / total.size)

    def var(self, axis=None, keepdims=False):
        return ((self - self.mean(axis, True)) ** 2).mean(axis, keepdims)

    @property
    def T(self):
        return self.transpose()

    def swapaxes(self, axis1, axis2):
        order = list(range(self.ndim))
        order[axis1], order[axis2] = order[axis2], order[axis1]
        return self.transpose(order)

    def detach(self):
        leaf = Tensor(0.0)
        leaf.data = self.data
        return leaf


def stack(tensors, axis=0):
    parts = [as_tensor(tensor) for tensor in tensors]
    shapes = {part.shape for part in parts}
    if len(shapes) != 1:
        raise ValueError(f"stack needs one shape, got {sorted(shapes)}")
    index = [slice(None)] * (parts[0].ndim + 1)
    index[axis] = None
    return concatenate([part[tuple(index)] for part in parts], axis)
