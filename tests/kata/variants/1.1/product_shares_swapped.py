class Tensor:
    def __mul__(self, other):
        right = as_tensor(other, like=self)

        def shares(grad_output, left_values=self.data, right_values=right.data):
            grad_left = np.multiply(left_values, grad_output)
            grad_right = np.multiply(right_values, grad_output)
            return [grad_left, grad_right]

        return Tensor.from_op(np.multiply(self.data, right.data), [self, right], shares, "*")
