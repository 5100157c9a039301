"""
style = "Every operation that moves elements records their places, and counts the gradient back by them."
file = "stage1_foundations/task1_tensor.py"
"""

import numpy as np


def _moved(tensor, move, op):
    """The elements where `move` puts them; their gradients go back by the places they came from."""
    x = tensor.data
    value = move(x)
    places = np.asarray(move(np.arange(x.size).reshape(x.shape))).ravel()

    def vjp(g):
        back = np.bincount(places, weights=g.ravel(), minlength=x.size)
        return [back[: x.size].reshape(x.shape)]

    return Tensor.from_op(value, [tensor], vjp, op)


class Tensor:
    def reshape(self, *shape):
        return _moved(self, lambda x: x.reshape(*shape), "reshape")

    def transpose(self, *axes):
        return _moved(self, lambda x: x.transpose(*axes), "transpose")

    @property
    def T(self):
        return _moved(self, np.transpose, "T")

    def swapaxes(self, axis1, axis2):
        return _moved(self, lambda x: np.swapaxes(x, axis1, axis2), "swapaxes")

    def __getitem__(self, index):
        return _moved(self, lambda x: x[index], "[]")


def concatenate(tensors, axis=0):
    tensors = [as_tensor(tensor) for tensor in tensors]
    value = np.concatenate([tensor.data for tensor in tensors], axis=axis)

    def vjp(g):
        shares, start = [], 0
        for tensor in tensors:
            stop = start + tensor.shape[axis]
            shares.append(g.take(range(start, stop), axis=axis))
            start = stop
        return shares

    return Tensor.from_op(value, tensors, vjp, "concatenate")


def stack(tensors, axis=0):
    tensors = [as_tensor(tensor) for tensor in tensors]
    if not tensors or len({tensor.shape for tensor in tensors}) > 1:
        raise ValueError("stack needs tensors of one shape, and at least one of them")
    ndim = tensors[0].ndim + 1
    if not -ndim <= axis < ndim:
        raise ValueError(f"axis {axis} is not there")
    place = axis % ndim
    parts = [t.reshape((*t.shape[:place], 1, *t.shape[place:])) for t in tensors]
    return concatenate(parts, place)
