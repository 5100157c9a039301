class Tensor:
    def __matmul__(self, other):
        right = as_tensor(other, like=self)
        product = np.matmul(self.data, right.data)
        left_values = np.atleast_2d(self.data)
        right_values = right.data if right.ndim > 1 else right.data.reshape(-1, 1)
        shapes = self.shape, right.shape

        def vjp(g):
            full = np.reshape(
                g, np.broadcast_shapes(left_values.shape[:-2], right_values.shape[:-2])
                + (left_values.shape[-2], right_values.shape[-1])
            )
            grad_left = np.matmul(full, right_values)
            grad_right = np.matmul(left_values, full)
            if len(shapes[0]) == 1:
                grad_left = grad_left.reshape(-1, *shapes[0]).sum(0)
            if len(shapes[1]) == 1:
                grad_right = grad_right.reshape(-1, *shapes[1]).sum(0)
            return [grad_left, grad_right]

        return Tensor.from_op(product, [self, right], vjp, "@")
