class Tensor:
    def __truediv__(self, other):
        divisor = as_tensor(other, like=self)
        quotient = np.divide(self.data, divisor.data)

        def vjp(g, d=divisor.data):
            return [np.divide(g, d), np.divide(g, d) * quotient]

        return Tensor.from_op(quotient, [self, divisor], vjp, "/")
