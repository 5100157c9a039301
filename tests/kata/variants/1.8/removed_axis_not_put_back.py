class Tensor:
    def sum(self, axis=None, keepdims=False):
        shape = self.shape
        total = np.sum(self.data, axis=axis, keepdims=keepdims)

        def vjp(g):
            return [np.broadcast_to(g, shape)]

        return Tensor.from_op(total, [self], vjp, "sum")

    def mean(self, axis=None, keepdims=False):
        shape = self.shape
        average = np.mean(self.data, axis=axis, keepdims=keepdims)
        count = self.size / max(average.size, 1)

        def vjp(g):
            return [np.broadcast_to(g / count, shape)]

        return Tensor.from_op(average, [self], vjp, "mean")
