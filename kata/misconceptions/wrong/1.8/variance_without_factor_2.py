"""
title.en = "The variance's gradient lacks its 2"
title.zh = "方差的梯度少了 2"
text.en = "The gradient is computed as g · (x − m) / n. A square is differentiated, so it is g · (2/n) · (x − m)."
text.zh = "梯度按 g · (x − m) / n 计算。这里要对平方求导，所以应是 g · (2/n) · (x − m)。"
guide = "1.8"
"""

import numpy as np


class Tensor:
    def var(self, axis=None, keepdims=False):
        x = self.data
        centred = x - x.mean(axis, keepdims=True)
        y = (centred * centred).mean(axis, keepdims=keepdims)
        n = x.size / max(y.size, 1)

        def vjp(g):
            if axis is not None and not keepdims:
                g = np.expand_dims(g, axis)
            return (g * centred / n,)

        return Tensor.from_op(y, (self,), vjp, "var")
