"""
title.en = "The removed axis is not put back"
title.zh = "去掉的轴没有补回来"
text.en = "g is broadcast against x as it comes, although the axis that was reduced is gone: it meets another axis, or none that fits. Put the axes back with length 1 first."
text.zh = "g 直接与 x 广播，可是归约的那个轴已经没有了：它会对上另一个轴，或者根本对不上。应当先把去掉的轴补回来，长度为 1。"
guide = "1.8"
"""

import numpy as np


class Tensor:
    def sum(self, axis=None, keepdims=False):
        x = self.data
        return Tensor.from_op(
            x.sum(axis, keepdims=keepdims), (self,), lambda g: (g * np.ones_like(x),), "sum"
        )

    def mean(self, axis=None, keepdims=False):
        x = self.data
        y = x.mean(axis, keepdims=keepdims)
        n = x.size / max(y.size, 1)
        return Tensor.from_op(y, (self,), lambda g: (g * np.ones_like(x) / n,), "mean")
