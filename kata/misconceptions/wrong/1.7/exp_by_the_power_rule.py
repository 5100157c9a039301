"""
title.en = "eˣ is differentiated like a power"
title.zh = "把 eˣ 当作幂函数求导"
text.en = "The slope is computed as x · eˣ⁻¹, by the rule for xᵖ. In eˣ the exponent is the variable, and the slope is eˣ itself."
text.zh = "斜率按 xᵖ 的法则算成了 x · eˣ⁻¹。在 eˣ 里，指数才是变量，斜率就是 eˣ 本身。"
guide = "1.7"
"""

import numpy as np


class Tensor:
    def exp(self):
        x = self.data
        return Tensor.from_op(np.exp(x), (self,), lambda g: (g * x * np.exp(x - 1),), "exp")
