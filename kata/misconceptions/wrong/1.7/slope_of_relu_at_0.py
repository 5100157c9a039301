"""
title.en = "relu has slope 1 at 0"
title.zh = "relu 在 0 处的斜率成了 1"
text.en = "The gradient passes where x ≥ 0. At exactly 0 the slope is 0 by convention: test x > 0."
text.zh = "x ≥ 0 时梯度都能通过。按约定，恰好在 0 处斜率是 0：要判断 x > 0。"
guide = "1.7"
"""

import numpy as np


class Tensor:
    def relu(self):
        x = self.data
        return Tensor.from_op(np.maximum(x, 0), (self,), lambda g: (g * (x >= 0),), "relu")
