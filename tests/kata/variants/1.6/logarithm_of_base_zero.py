class Tensor:
    def __pow__(self, exponent):
        power = as_tensor(exponent, like=self)
        base, p = self.data, power.data
        value = np.power(base, p)
        wanted = power.requires_grad

        def vjp(g):
            slope = np.where(p == 0, 0.0, p * np.power(base, np.where(p == 0, 1.0, p) - 1.0))
            if not wanted:
                return [slope * g, None]
            return [slope * g, np.log(base) * value * g]

        return Tensor.from_op(value, [self, power], vjp, "**")
