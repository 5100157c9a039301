"""
style = "Every operation defines a closure `_backward`; the pass collects in the nodes' order, all by id."
file = "stage1_foundations/task1_tensor.py"
"""

import numpy as np


class Tensor:
    def __add__(self, other):
        other = other if isinstance(other, Tensor) else as_tensor(other, self)
        value = self.data + other.data

        def _backward(g):
            return g, g

        return Tensor.from_op(value, (self, other), _backward, "+")

    def __radd__(self, other):
        return as_tensor(other, self).__add__(self)

    def __mul__(self, other):
        other = other if isinstance(other, Tensor) else as_tensor(other, self)
        a, b = self.data, other.data

        def _backward(g):
            return b * g, a * g

        return Tensor.from_op(a * b, (self, other), _backward, "*")

    def __rmul__(self, other):
        return as_tensor(other, self).__mul__(self)

    def __neg__(self):
        def _backward(g):
            return [-g]

        return Tensor.from_op(-self.data, [self], _backward, "neg")

    def __sub__(self, other):
        other = as_tensor(other, self)

        def _backward(g):
            return [g, -g]

        return Tensor.from_op(self.data - other.data, [self, other], _backward, "-")

    def __rsub__(self, other):
        return as_tensor(other, self).__sub__(self)

    def __truediv__(self, other):
        other = as_tensor(other, self)
        a, b = self.data, other.data

        def _backward(g):
            return [g / b, -g * a / (b * b)]

        return Tensor.from_op(a / b, [self, other], _backward, "/")

    def __rtruediv__(self, other):
        return as_tensor(other, self).__truediv__(self)

    def __pow__(self, exponent):
        exponent = as_tensor(exponent, self)
        a, p = self.data, exponent.data
        wanted = exponent.requires_grad

        def _backward(g):
            with np.errstate(all="ignore"):
                slope = np.where(p == 0, 0, p * a ** (p - 1))
                if not wanted:
                    return [g * slope, None]
                logs = np.where((a == 0) & (p >= 0), 0, np.log(a))
            return [g * slope, g * a**p * logs]

        return Tensor.from_op(a**p, [self, exponent], _backward, "**")

    def __rpow__(self, other):
        return as_tensor(other, self).__pow__(self)

    def exp(self):
        value = np.exp(self.data)

        def _backward(g):
            return [value * g]

        return Tensor.from_op(value, [self], _backward, "exp")

    def relu(self):
        value = np.maximum(self.data, 0)

        def _backward(g):
            return [np.where(value > 0, g, 0)]

        return Tensor.from_op(value, [self], _backward, "relu")

    def tanh(self):
        value = np.tanh(self.data)

        def _backward(g):
            return [(1 - value**2) * g]

        return Tensor.from_op(value, [self], _backward, "tanh")

    def backward(self, grad=None):
        if not self.requires_grad:
            raise RuntimeError("there is no graph below this tensor")
        if grad is None and self.size != 1:
            raise RuntimeError(f"a tensor of shape {self.shape} needs `grad`")
        if grad is None:
            grad = np.ones_like(self.data)
        grad = np.array(grad, dtype=self.dtype)
        if grad.shape != self.shape:
            raise ValueError(f"grad has shape {grad.shape}, not {self.shape}")
        nodes = [node for node in topological_order(self) if node.requires_grad]
        collected = {id(node): np.zeros_like(node.data) for node in nodes}
        collected[id(self)] = grad
        reached = {id(self)}
        for node in reversed(nodes):
            if id(node) not in reached:
                continue
            shares = node.vjp(collected[id(node)])
            for parent, share in zip(node.parents, shares):
                if share is None or not parent.requires_grad:
                    continue
                reached.add(id(parent))
                collected[id(parent)] = collected[id(parent)] + share
        for node in nodes:
            if id(node) in reached:
                total = collected[id(node)]
                node.grad = np.array(total) if node.grad is None else node.grad + total
