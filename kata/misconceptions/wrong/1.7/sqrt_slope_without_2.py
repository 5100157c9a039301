"""
title.en = "The slope of the root lacks its 2"
title.zh = "平方根的斜率少了 2"
text.en = "The gradient is divided by y. The slope of √x = x^(1/2) is ½ x^(−1/2), that is 1 / (2y)."
text.zh = "梯度除以了 y。√x = x^(1/2) 的斜率是 ½ x^(−1/2)，也就是 1 / (2y)。"
guide = "1.7"
"""

import numpy as np


class Tensor:
    def sqrt(self):
        y = np.sqrt(self.data)
        return Tensor.from_op(y, (self,), lambda g: (g / y,), "sqrt")
