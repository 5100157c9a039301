"""
title.en = "The power is computed with a logarithm"
title.zh = "用对数来计算幂"
text.en = "x ** p is computed as exp(p · log x), which is NaN for a negative base, though (−2)³ is −8. Neither the power nor the share of the base needs a logarithm."
text.zh = "x ** p 是用 exp(p · log x) 计算的，底数为负时就成了 NaN，可是 (−2)³ 等于 −8。幂和底数的份额都不需要对数。"
guide = "1.6"
"""

import numpy as np


class Tensor:
    def __pow__(self, exponent):
        exponent = as_tensor(exponent, like=self)
        x, p = self.data, exponent.data
        with np.errstate(all="ignore"):
            z = np.exp(p * np.log(x))

        def vjp(g):
            with np.errstate(all="ignore"):
                return g * p * z / x, g * z * np.log(x)

        return Tensor.from_op(z, (self, exponent), vjp, "**")
