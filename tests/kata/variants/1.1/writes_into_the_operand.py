class Tensor:
    def __add__(self, other):
        other = as_tensor(other, like=self)
        space = self.data if other.ndim == 0 or other.shape == self.shape else None
        return Tensor.from_op(
            np.add(self.data, other.data, out=space), (self, other), lambda g: (g, g), "+"
        )

    def __mul__(self, other):
        other = as_tensor(other, like=self)
        a, b = np.array(self.data), np.array(other.data)
        space = self.data if other.ndim == 0 or other.shape == self.shape else None
        return Tensor.from_op(
            np.multiply(a, b, out=space), (self, other), lambda g: (b * g, a * g), "*"
        )
