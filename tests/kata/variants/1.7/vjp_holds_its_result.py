class Tensor:
    def exp(self):
        def vjp(g):
            return [np.multiply(result.numpy(), g)]

        result = Tensor.from_op(np.exp(self.data), [self], vjp, "exp")
        return result

    def tanh(self):
        def vjp(g):
            y = result.numpy()
            return [np.multiply((1 - y) * (1 + y), g)]

        result = Tensor.from_op(np.tanh(self.data), [self], vjp, "tanh")
        return result
