"""
title.en = "`2 * x` is computed as `x * 2`"
title.zh = "把 `2 * x` 当作 `x * 2` 来计算"
text.en = "The operation is handed on with the tensor in front, so the parents stand in another order than they were written. For `2 * x` the parents are (the 2, x), and the shares come in that order."
text.zh = "运算被转成张量在前的形式，于是父节点的顺序与书写的顺序不同。对于 `2 * x`，父节点是 (2, x)，份额也按这个顺序给出。"
guide = "1.1"
"""


class Tensor:
    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other
