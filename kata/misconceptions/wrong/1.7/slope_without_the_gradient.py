"""
title.en = "The slope is returned without the gradient"
title.zh = "只返回了斜率，没有乘以梯度"
text.en = "The vjp gives back the slope itself, whatever gradient arrives. By the chain rule the share is g times the slope."
text.zh = "无论传来什么梯度，vjp 都只返回斜率本身。按链式法则，份额是 g 乘以斜率。"
guide = "1.7"
"""

import numpy as np


class Tensor:
    def exp(self):
        y = np.exp(self.data)
        return Tensor.from_op(y, (self,), lambda g: (y,), "exp")

    def log(self):
        x = self.data
        return Tensor.from_op(np.log(x), (self,), lambda g: (1 / x,), "log")

    def sin(self):
        x = self.data
        return Tensor.from_op(np.sin(x), (self,), lambda g: (np.cos(x),), "sin")

    def cos(self):
        x = self.data
        return Tensor.from_op(np.cos(x), (self,), lambda g: (-np.sin(x),), "cos")
