class Tensor:
    def __add__(self, other):
        operand = as_tensor(other, like=self)
        total = self.data + operand.data
        if np.isscalar(other):
            return Tensor.from_op(total, [self], lambda g: [g], "+")
        return Tensor.from_op(total, [self, operand], lambda g: [g, g], "+")

    def __radd__(self, other):
        if np.isscalar(other):
            return self.__add__(other)
        return as_tensor(other, like=self).__add__(self)

    def __mul__(self, other):
        operand = as_tensor(other, like=self)
        a, b = self.data, operand.data
        if np.isscalar(other):
            return Tensor.from_op(a * b, [self], lambda g: [b * g], "*")
        return Tensor.from_op(a * b, [self, operand], lambda g: [b * g, a * g], "*")

    def __rmul__(self, other):
        if np.isscalar(other):
            return self.__mul__(other)
        return as_tensor(other, like=self).__mul__(self)
