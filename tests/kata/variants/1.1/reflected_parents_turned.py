class Tensor:
    def __radd__(self, other):
        number = as_tensor(other, like=self)
        return Tensor.from_op(number.data + self.data, (self, number), lambda g: (g, g), "+")

    def __rmul__(self, other):
        number = as_tensor(other, like=self)
        factor, values = number.data, self.data

        def vjp(g):
            return factor * g, values * g

        return Tensor.from_op(factor * values, (self, number), vjp, "*")
