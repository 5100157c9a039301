class Tensor:
    def max(self, axis=None, keepdims=False):
        values = np.amax(self.data, axis=axis, keepdims=keepdims)
        full = np.amax(self.data, axis=axis, keepdims=True)
        where = np.isclose(self.data, full, rtol=0, atol=0)

        def vjp(g):
            spread = np.broadcast_to(np.reshape(g, full.shape), where.shape)
            return [np.where(where, spread, 0.0)]

        return Tensor.from_op(values, [self], vjp, "max")
