class Tensor:
    def __matmul__(self, other):
        right = as_tensor(other, like=self)
        product = np.matmul(self.data, right.data)
        left_values = self.data.reshape(1, -1) if self.ndim == 1 else self.data
        right_values = right.data.reshape(-1, 1) if right.ndim == 1 else right.data
        batch = np.broadcast_shapes(left_values.shape[:-2], right_values.shape[:-2])
        core = left_values.shape[-2], right_values.shape[-1]
        shapes = self.shape, right.shape

        def vjp(g):
            full = np.reshape(g, batch + core)
            grad_left = np.einsum("...nm,...km->...nk", full, right_values)
            if len(shapes[0]) == 1:
                grad_left = grad_left[..., 0, :]
            many = np.broadcast_to(left_values, batch + left_values.shape[-2:])
            flat = many.reshape(-1, many.shape[-1])
            grad_right = flat.T @ full.reshape(-1, core[1])
            if len(shapes[1]) == 1:
                return [grad_left, grad_right[:, 0]]
            return [grad_left, grad_right + np.zeros(shapes[1], grad_right.dtype)]

        return Tensor.from_op(product, [self, right], vjp, "@")
