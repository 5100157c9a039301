class Tensor:
    def __pow__(self, exponent):
        power = as_tensor(exponent, like=self)
        base, p = self.data, power.data
        value = np.power(base, p)
        wanted = power.requires_grad

        def vjp(g):
            slope = p * np.power(base, p - 1)
            if wanted:
                safe = np.where((base == 0) & (p >= 0), np.ones_like(base), base)
                return [slope * g, value * np.log(safe) * g]
            return [slope * g, None]

        return Tensor.from_op(value, [self, power], vjp, "**")
