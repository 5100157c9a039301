class Tensor:
    def transpose(self, *axes):
        if len(axes) == 1 and isinstance(axes[0], tuple | list):
            axes = axes[0]
        order = axes or None

        def vjp(g):
            return [np.transpose(g, order)]

        return Tensor.from_op(np.transpose(self.data, order), [self], vjp, "transpose")
