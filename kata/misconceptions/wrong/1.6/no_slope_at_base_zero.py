"""
title.en = "At base 0 every slope is 0"
title.zh = "底数为 0 处斜率一律为 0"
text.en = "To keep NaN away the share of the base is set to 0 wherever x is 0. Only the exponent 0 is special: x¹ has the slope 1 at 0 too."
text.zh = "为了避开 NaN，只要 x 是 0，就把底数的份额设成 0。特殊的只有指数 0：x¹ 在 0 处的斜率也是 1。"
guide = "1.6"
"""

import numpy as np


class Tensor:
    def __pow__(self, exponent):
        exponent = as_tensor(exponent, like=self)
        x, p = self.data, exponent.data
        z = x**p

        def vjp(g):
            safe = np.where(x == 0, 1, x)
            grad_x = g * np.where(x == 0, 0, p * safe ** (p - 1))
            if not exponent.requires_grad:
                return grad_x, None
            return grad_x, g * z * np.log(np.where((x == 0) & (p >= 0), 1, x))

        return Tensor.from_op(z, (self, exponent), vjp, "**")
