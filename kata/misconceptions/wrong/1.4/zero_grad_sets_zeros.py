"""
title.en = "`zero_grad` sets zeros"
title.zh = "`zero_grad` 设成全零"
text.en = "After `zero_grad` the gradient is an array of zeros. It is `None`, as before the first pass: no gradient is something else than a gradient of 0."
text.zh = "`zero_grad` 之后，梯度是全零的数组。它应当是 `None`，与第一次反向传播之前一样：没有梯度和梯度为 0 是两回事。"
guide = "1.4"
"""

import numpy as np


class Tensor:
    def zero_grad(self):
        self.grad = np.zeros_like(self.data)
