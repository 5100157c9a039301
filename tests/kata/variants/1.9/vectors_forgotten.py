class Tensor:
    def __matmul__(self, other):
        right = as_tensor(other, like=self)
        left_values, right_values = self.data, right.data

        def vjp(g):
            grad_left = np.einsum("...nm,...km->...nk", g, right_values)
            grad_right = np.einsum("...nk,...nm->...km", left_values, g)
            return [grad_left, grad_right]

        return Tensor.from_op(np.matmul(left_values, right_values), [self, right], vjp, "@")
