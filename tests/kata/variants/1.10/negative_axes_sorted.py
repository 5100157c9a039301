class Tensor:
    def transpose(self, *axes):
        if len(axes) == 1 and isinstance(axes[0], tuple | list):
            axes = tuple(axes[0])
        if not axes:
            axes = tuple(range(self.ndim - 1, -1, -1))
        ranks = sorted(range(len(axes)), key=axes.__getitem__)

        def vjp(g):
            return [np.transpose(g, ranks)]

        return Tensor.from_op(np.transpose(self.data, axes), [self], vjp, "transpose")
