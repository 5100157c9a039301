def _count(x, axis):
    if axis is None:
        return x.size
    return len(np.moveaxis(x, axis, 0))


class Tensor:
    def mean(self, axis=None, keepdims=False):
        count = _count(self.data, axis)
        shape = self.data.sum(axis, keepdims=True).shape

        def vjp(g):
            return [np.broadcast_to(g.reshape(shape) / count, self.shape)]

        return Tensor.from_op(self.data.mean(axis, keepdims=keepdims), [self], vjp, "mean")

    def var(self, axis=None, keepdims=False):
        count = _count(self.data, axis)
        away = self.data - self.data.mean(axis, keepdims=True)
        square = np.square(away)
        shape = square.sum(axis, keepdims=True).shape

        def vjp(g):
            return [g.reshape(shape) * away * 2 / count]

        return Tensor.from_op(square.sum(axis, keepdims=keepdims) / count, [self], vjp, "var")
