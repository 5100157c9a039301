class Tensor:
    def __matmul__(self, other):
        right = as_tensor(other, like=self)
        product = np.matmul(self.data, right.data)
        left_values = self.data.reshape(1, -1) if self.ndim == 1 else self.data
        right_values = right.data.reshape(-1, 1) if right.ndim == 1 else right.data
        one, other_one = self.ndim == 1, right.ndim == 1

        def vjp(g):
            if one:
                g = g[..., None, :] if not other_one else g[..., None]
            if other_one:
                g = g[..., None]
            return [
                np.einsum("...nm,...km->...nk", g, right_values),
                np.einsum("...nk,...nm->...km", left_values, g),
            ]

        return Tensor.from_op(product, [self, right], vjp, "@")
