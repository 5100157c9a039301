"""
title.en = "Negative axes are sorted as they are"
title.zh = "负的轴编号直接拿来排序"
text.en = "`np.argsort(axes)` is the inverse permutation only for axes counted from 0; −1 comes first there, although it is the last axis. Take the axes modulo their number before."
text.zh = "只有轴从 0 数起时，`np.argsort(axes)` 才是逆排列；−1 会排在最前面，可它是最后一个轴。应当先把轴编号对轴数取模。"
guide = "1.10"
"""

import numpy as np


class Tensor:
    def transpose(self, *axes):
        y = self.data.transpose(*axes)
        order = np.ravel(axes) if axes else np.arange(y.ndim)[::-1]
        back = np.argsort(order)
        return Tensor.from_op(y, (self,), lambda g: (g.transpose(back),), "transpose")
