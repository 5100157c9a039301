"""
title.en = "`np.where` evaluates both branches"
title.zh = "`np.where` 两个分支都会计算"
text.en = "`np.where` chooses between two forms of the sigmoid, but it gets both of them evaluated everywhere, and each overflows on its wrong side. With z = e^(−|x|) neither can."
text.zh = "用 `np.where` 在 sigmoid 的两种写法之间选择，可是两者在所有位置上都会先算出来，各自在不该用的一侧上溢。用 z = e^(−|x|) 则两者都不会。"
guide = "1.7"
"""

import numpy as np


class Tensor:
    def sigmoid(self):
        x = self.data
        with np.errstate(invalid="ignore"):
            y = np.where(x >= 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x)))
        return Tensor.from_op(y, (self,), lambda g: (g * y * (1 - y),), "sigmoid")
