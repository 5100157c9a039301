class Tensor:
    def sqrt(self):
        x = self.data
        return Tensor.from_op(x**0.5, [self], lambda g: [g * x**-0.5], "sqrt")
