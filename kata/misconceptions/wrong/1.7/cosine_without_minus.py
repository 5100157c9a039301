"""
title.en = "The slope of the cosine lacks its minus"
title.zh = "余弦的斜率少了负号"
text.en = "The gradient of cos x is computed as g · sin x. The cosine falls where the sine is positive, so its slope is −sin x."
text.zh = "cos x 的梯度按 g · sin x 计算。正弦为正的地方余弦在下降，所以它的斜率是 −sin x。"
guide = "1.7"
"""

import numpy as np


class Tensor:
    def cos(self):
        x = self.data
        return Tensor.from_op(np.cos(x), (self,), lambda g: (g * np.sin(x),), "cos")
