"""
title.en = "At 0 ** 0 the slope is NaN"
title.zh = "在 0 ** 0 处斜率成了 NaN"
text.en = "The share of the base is g · p · xᵖ⁻¹ without exception, and for x = 0, p = 0 that is 0 · ∞. x⁰ is constant, so its gradient is 0, whatever x is."
text.zh = "底数的份额一律按 g · p · xᵖ⁻¹ 计算，在 x = 0、p = 0 时就是 0 · ∞。x⁰ 是常数，所以不论 x 是多少，梯度都是 0。"
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
                grad_x = g * p * x ** (p - 1)
            if not exponent.requires_grad:
                return grad_x, None
            return grad_x, g * z * np.log(np.where((x == 0) & (p >= 0), 1, x))

        return Tensor.from_op(z, (self, exponent), vjp, "**")
