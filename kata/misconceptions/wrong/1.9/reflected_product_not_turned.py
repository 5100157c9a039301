"""
title.en = "`array @ tensor` is computed as `tensor @ array`"
title.zh = "把 `array @ tensor` 算成了 `tensor @ array`"
text.en = "The reflected product hands on with the tensor on the left. A matrix product has no free order: `other @ self` is not `self @ other`."
text.zh = "反射的矩阵乘法把张量放到了左边。矩阵乘法不能交换：`other @ self` 不是 `self @ other`。"
guide = "1.9"
"""


class Tensor:
    def __rmatmul__(self, other):
        return self @ other
