"""
title.en = "The vjp holds on to its own result"
title.zh = "vjp 抓住了自己的结果"
text.en = "The vjp uses the tensor that is returned, which in turn holds the vjp: a circle that Python cannot free at once. Keep the array y for the vjp, not the tensor."
text.zh = "vjp 用到了要返回的张量，而张量又持有 vjp：这是一个循环引用，Python 无法立即释放。给 vjp 留下数组 y，而不是张量。"
guide = "1.7"
"""

import numpy as np


class Tensor:
    def exp(self):
        out = Tensor.from_op(np.exp(self.data), (self,), lambda g: (g * out.data,), "exp")
        return out

    def tanh(self):
        out = Tensor.from_op(
            np.tanh(self.data), (self,), lambda g: (g * (1 - out.data**2),), "tanh"
        )
        return out
