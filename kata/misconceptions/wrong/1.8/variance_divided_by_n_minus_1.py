"""
title.en = "The variance is divided by n − 1"
title.zh = "方差除以了 n − 1"
text.en = "This is the unbiased estimate, PyTorch's default. Here the variance is the biased one, as in `np.var`: divide by n."
text.zh = "这是无偏估计，PyTorch 的默认做法。这里的方差是有偏的，与 `np.var` 相同：除以 n。"
guide = "1.8"
"""

import numpy as np


class Tensor:
    def var(self, axis=None, keepdims=False):
        x = self.data
        centred = x - x.mean(axis, keepdims=True)
        total = (centred * centred).sum(axis, keepdims=keepdims)
        n = x.size / max(total.size, 1)

        def vjp(g):
            if axis is not None and not keepdims:
                g = np.expand_dims(g, axis)
            return (g * (2 / max(n - 1, 1)) * centred,)

        return Tensor.from_op(total / max(n - 1, 1), (self,), vjp, "var")
