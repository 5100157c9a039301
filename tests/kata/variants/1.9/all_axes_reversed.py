class Tensor:
    def __matmul__(self, other):
        right = as_tensor(other, like=self)
        left_values, right_values = self.data, right.data
        product = np.matmul(left_values, right_values)

        def vjp(g):
            if left_values.ndim == 1 and right_values.ndim == 1:
                return [g * right_values, g * left_values]
            if right_values.ndim == 1:
                grad_left = g[..., None] * right_values
                grad_right = np.matmul(left_values.transpose(), g[..., None])[..., 0]
                return [grad_left, grad_right]
            if left_values.ndim == 1:
                grad_left = np.matmul(g[..., None, :], right_values.transpose())[..., 0, :]
                return [grad_left, left_values[:, None] * g[..., None, :]]
            grad_left = np.matmul(g, right_values.transpose())
            return [grad_left, np.matmul(left_values.transpose(), g)]

        return Tensor.from_op(product, [self, right], vjp, "@")
