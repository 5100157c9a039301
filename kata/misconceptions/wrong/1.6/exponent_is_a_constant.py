"""
title.en = "The exponent gets no gradient"
title.zh = "指数没有得到梯度"
text.en = "Only the base gets a share, as if the exponent were always a number. The exponent may be a tensor, and its share is g · xᵖ · ln x."
text.zh = "只有底数得到份额，好像指数总是一个数。指数可以是张量，它的份额是 g · xᵖ · ln x。"
guide = "1.6"
"""

import numpy as np


class Tensor:
    def __pow__(self, exponent):
        exponent = as_tensor(exponent, like=self)
        x, p = self.data, exponent.data

        def vjp(g):
            return g * p * x ** np.where(p == 0, 1, p - 1), None

        return Tensor.from_op(x**p, (self, exponent), vjp, "**")
