"""
title.en = "`.T` swaps only the last two axes"
title.zh = "`.T` 只交换了最后两个轴"
text.en = "`.T` is written for matrices, and leaves the axes in front alone. It reverses all axes: (2, 3, 4) becomes (4, 3, 2)."
text.zh = "`.T` 是按矩阵来写的，前面的轴没有动。它要颠倒所有的轴：(2, 3, 4) 变成 (4, 3, 2)。"
guide = "1.10"
"""


class Tensor:
    @property
    def T(self):
        if self.ndim < 2:
            return self.transpose()
        return self.swapaxes(-1, -2)
