"""
title.en = "The sigmoid overflows far below 0"
title.zh = "对很负的数，sigmoid 会上溢"
text.en = "The formula 1 / (1 + e⁻ˣ) asks for e¹⁰⁰⁰ where x is −1000, which no float can hold. Use z = e^(−|x|), which never exceeds 1, in both of its forms."
text.zh = "当 x 是 −1000 时，公式 1 / (1 + e⁻ˣ) 要算 e¹⁰⁰⁰，浮点数装不下。应当在两种写法里都用 z = e^(−|x|)，它从不超过 1。"
guide = "1.7"
"""

import numpy as np


class Tensor:
    def sigmoid(self):
        y = 1 / (1 + np.exp(-self.data))
        return Tensor.from_op(y, (self,), lambda g: (g * y * (1 - y),), "sigmoid")
