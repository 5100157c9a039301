"""
title.en = "The logarithm of base 0"
title.zh = "对底数 0 取了对数"
text.en = "The share of the exponent is g · xᵖ · ln x without exception, and at x = 0 the logarithm is −∞, which makes the share −∞ or NaN. For x = 0 and p ≥ 0 it is taken as 0."
text.zh = "指数的份额一律按 g · xᵖ · ln x 计算，而在 x = 0 处对数是 −∞，份额就成了 −∞ 或 NaN。当 x = 0 且 p ≥ 0 时，它取 0。"
guide = "1.6"
"""

import numpy as np


class Tensor:
    def __pow__(self, exponent):
        exponent = as_tensor(exponent, like=self)
        x, p = self.data, exponent.data
        z = x**p

        def vjp(g):
            with np.errstate(all="ignore"):
                grad_x = g * p * x ** np.where(p == 0, 1, p - 1)
                return grad_x, g * z * np.log(x)

        return Tensor.from_op(z, (self, exponent), vjp, "**")
