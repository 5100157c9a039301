class Tensor:
    def max(self, axis=None, keepdims=False):
        x = self.data
        top = x.max(axis, keepdims=True)
        value = top if keepdims else x.max(axis)
        taken, mask = set(), np.zeros(x.shape, dtype=bool)
        dims = np.shape(top)
        for place in np.ndindex(*x.shape):
            cell = tuple(0 if n == 1 else i for i, n in zip(place, dims))
            if cell not in taken and x[place] == top[cell]:
                taken.add(cell)
                mask[place] = True

        def vjp(g):
            return [np.reshape(g, dims) * mask]

        return Tensor.from_op(value, [self], vjp, "max")
