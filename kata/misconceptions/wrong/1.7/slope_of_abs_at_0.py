"""
title.en = "The absolute value has slope 1 at 0"
title.zh = "绝对值在 0 处的斜率成了 1"
text.en = "The slope is 1 for all x ≥ 0. At 0 it is 0, half-way between −1 and 1, as `np.sign` has it."
text.zh = "对所有 x ≥ 0，斜率都是 1。在 0 处它应是 0，即 −1 与 1 的中间，`np.sign` 就是这样。"
guide = "1.7"
"""

import numpy as np


class Tensor:
    def abs(self):
        x = self.data
        slope = np.where(x >= 0, 1, -1)
        return Tensor.from_op(np.abs(x), (self,), lambda g: (g * slope,), "abs")
