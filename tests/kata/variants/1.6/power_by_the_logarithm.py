class Tensor:
    def __pow__(self, exponent):
        exponent = as_tensor(exponent, like=self)
        return (exponent * self.log()).exp()
