class Tensor:
    def max(self, axis=None, keepdims=False):
        full = np.amax(self.data, axis=axis, keepdims=True)
        share = np.where(self.data == full, 1.0, 0.0)
        share = (share / np.count_nonzero(share)).astype(self.dtype)

        def vjp(g):
            return [np.reshape(g, full.shape) * share]

        return Tensor.from_op(np.amax(self.data, axis, keepdims=keepdims), [self], vjp, "max")
