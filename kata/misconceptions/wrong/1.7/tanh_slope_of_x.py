"""
title.en = "The slope of tanh is taken from x"
title.zh = "tanh 的斜率用了 x 来算"
text.en = "The slope is computed as 1 − x². In the formula 1 − y² stands the result y = tanh x, not x."
text.zh = "斜率按 1 − x² 计算。公式 1 − y² 里的 y 是结果 tanh x，不是 x。"
guide = "1.7"
"""

import numpy as np


class Tensor:
    def tanh(self):
        x = self.data
        return Tensor.from_op(np.tanh(x), (self,), lambda g: (g * (1 - x * x),), "tanh")
