"""
style = "Reductions by explicit shapes, masks and products with ones; sums of products for the variance."
file = "stage1_foundations/task1_tensor.py"
"""

import numpy as np


def _axes(axis, ndim):
    """The axes as a sorted list of numbers from 0."""
    if axis is None:
        return list(range(ndim))
    return sorted(a % ndim for a in (axis if isinstance(axis, tuple) else (axis,)))


def _kept(shape, axis):
    """The shape with length 1 where it was reduced."""
    axes = _axes(axis, len(shape))
    return tuple(1 if i in axes else n for i, n in enumerate(shape))


class Tensor:
    def sum(self, axis=None, keepdims=False):
        value = np.add.reduce(self.data, axis=axis, keepdims=keepdims)
        shape, dtype = self.shape, self.dtype

        def vjp(g):
            return [g.reshape(_kept(shape, axis)) * np.ones(shape, dtype)]

        return Tensor.from_op(value, [self], vjp, "sum")

    def mean(self, axis=None, keepdims=False):
        total = self.sum(axis, keepdims)
        return total * (total.size / self.size)

    def max(self, axis=None, keepdims=False):
        x = self.data
        value = np.maximum.reduce(x, axis=axis, keepdims=keepdims) if axis is not None else (
            np.max(x, keepdims=keepdims)
        )
        kept = _kept(x.shape, axis)

        def vjp(g):
            mask = np.equal(x, np.reshape(value, kept)).astype(x.dtype)
            share = mask / np.sum(mask, axis=tuple(_axes(axis, x.ndim)), keepdims=True)
            return [share * np.reshape(g, kept)]

        return Tensor.from_op(value, [self], vjp, "max")

    def var(self, axis=None, keepdims=False):
        away = self - self.mean(axis, keepdims=True)
        return (away * away).mean(axis, keepdims)


def unbroadcast(grad, shape):
    if len(shape) > grad.ndim:
        raise ValueError(f"{shape} does not broadcast to {grad.shape}")
    kept = (1,) * (grad.ndim - len(shape)) + tuple(shape)
    for n, m in zip(kept, grad.shape):
        if n != m and n != 1:
            raise ValueError(f"{shape} does not broadcast to {grad.shape}")
    result = np.array(grad)
    for axis in reversed(range(grad.ndim)):
        if kept[axis] == 1:
            result = result.sum(axis=axis, keepdims=True)
    return result.reshape(shape)
