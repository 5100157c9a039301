class Tensor:
    def sigmoid(self):
        x = self.data
        grown = np.exp(np.negative(x))
        value = np.reciprocal(grown + 1)
        return Tensor.from_op(
            value, (self,), lambda g: [np.multiply(g, value - np.square(value))], "sigmoid"
        )
