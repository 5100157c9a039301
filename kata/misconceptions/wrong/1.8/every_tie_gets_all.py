"""
title.en = "Every tie gets the whole gradient"
title.zh = "每个并列的最大值都得到全部梯度"
text.en = "All elements that equal the maximum get g, so the shares add up to more than g. Ties share it evenly: divide by their number."
text.zh = "所有等于最大值的元素都得到 g，于是份额加起来超过了 g。并列的元素平均分配：要除以它们的个数。"
guide = "1.8"
"""

import numpy as np


class Tensor:
    def max(self, axis=None, keepdims=False):
        x = self.data
        top = x.max(axis, keepdims=True)

        def vjp(g):
            if axis is not None and not keepdims:
                g = np.expand_dims(g, axis)
            return (g * (x == top),)

        return Tensor.from_op(x.max(axis, keepdims=keepdims), (self,), vjp, "max")
