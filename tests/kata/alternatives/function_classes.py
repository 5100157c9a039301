"""
style = "An engine of Function classes with a context, whose `apply` is the only caller of `from_op`."
file = "stage1_foundations/task1_tensor.py"
"""

import numpy as np


class _Context:
    def __init__(self):
        self.saved = ()

    def save(self, *arrays):
        self.saved = arrays


class _Function:
    symbol = ""

    @classmethod
    def apply(cls, *parents, **options):
        context = _Context()
        value = cls.forward(context, *(parent.data for parent in parents), **options)

        def vjp(g):
            shares = cls.backward(context, g)
            return shares if isinstance(shares, tuple) else (shares,)

        return Tensor.from_op(value, parents, vjp, cls.symbol)


class _Add(_Function):
    symbol = "+"

    @staticmethod
    def forward(context, a, b):
        return np.add(a, b)

    @staticmethod
    def backward(context, g):
        return g, g


class _Mul(_Function):
    symbol = "*"

    @staticmethod
    def forward(context, a, b):
        context.save(a, b)
        return np.multiply(a, b)

    @staticmethod
    def backward(context, g):
        a, b = context.saved
        return np.multiply(g, b), np.multiply(g, a)


class _Div(_Function):
    symbol = "/"

    @staticmethod
    def forward(context, a, b):
        context.save(a, b)
        return np.divide(a, b)

    @staticmethod
    def backward(context, g):
        a, b = context.saved
        return np.divide(g, b), np.negative(g * a / np.square(b))


class _Log(_Function):
    symbol = "log"

    @staticmethod
    def forward(context, x):
        context.save(x)
        return np.log(x)

    @staticmethod
    def backward(context, g):
        (x,) = context.saved
        return g / x


class _Sin(_Function):
    symbol = "sin"

    @staticmethod
    def forward(context, x):
        context.save(x)
        return np.sin(x)

    @staticmethod
    def backward(context, g):
        (x,) = context.saved
        return g * np.cos(x)


class _Sigmoid(_Function):
    symbol = "sigmoid"

    @staticmethod
    def forward(context, x):
        y = 0.5 * (1 + np.tanh(0.5 * x))
        context.save(y)
        return y

    @staticmethod
    def backward(context, g):
        (y,) = context.saved
        return g * (y - y * y)


class _Sqrt(_Function):
    symbol = "sqrt"

    @staticmethod
    def forward(context, x):
        y = np.sqrt(x)
        context.save(y)
        return y

    @staticmethod
    def backward(context, g):
        (y,) = context.saved
        return 0.5 * g / y


class _Sum(_Function):
    symbol = "sum"

    @staticmethod
    def forward(context, x, axis, keepdims):
        context.save(x.shape, np.sum(x, axis=axis, keepdims=True).shape)
        return np.sum(x, axis=axis, keepdims=keepdims)

    @staticmethod
    def backward(context, g):
        full, kept = context.saved
        return np.broadcast_to(np.reshape(g, kept), full)


class _Reshape(_Function):
    symbol = "reshape"

    @staticmethod
    def forward(context, x, shape):
        context.save(x.shape)
        return np.reshape(x, shape)

    @staticmethod
    def backward(context, g):
        (shape,) = context.saved
        return np.reshape(g, shape)


class Tensor:
    def __add__(self, other):
        return _Add.apply(self, as_tensor(other, like=self))

    def __radd__(self, other):
        return _Add.apply(as_tensor(other, like=self), self)

    def __mul__(self, other):
        return _Mul.apply(self, as_tensor(other, like=self))

    def __rmul__(self, other):
        return _Mul.apply(as_tensor(other, like=self), self)

    def __truediv__(self, other):
        return _Div.apply(self, as_tensor(other, like=self))

    def __rtruediv__(self, other):
        return _Div.apply(as_tensor(other, like=self), self)

    def log(self):
        return _Log.apply(self)

    def sin(self):
        return _Sin.apply(self)

    def sigmoid(self):
        return _Sigmoid.apply(self)

    def sqrt(self):
        return _Sqrt.apply(self)

    def sum(self, axis=None, keepdims=False):
        return _Sum.apply(self, axis=axis, keepdims=keepdims)

    def reshape(self, *shape):
        if len(shape) == 1:
            (shape,) = shape
        return _Reshape.apply(self, shape=shape)
