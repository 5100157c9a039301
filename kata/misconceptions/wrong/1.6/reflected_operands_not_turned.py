"""
title.en = "`6 - x` is computed as `x - 6`"
title.zh = "把 `6 - x` 算成了 `x - 6`"
text.en = "The reflected operators hand on with the tensor in front, as in a sum. `other - self` is not `self - other`, and the same goes for `/` and `**`."
text.zh = "反射运算符像加法那样，把张量放在了前面。`other - self` 不是 `self - other`，`/` 和 `**` 也一样。"
guide = "1.6"
"""


class Tensor:
    def __rsub__(self, other):
        return self - other

    def __rtruediv__(self, other):
        return self / other

    def __rpow__(self, other):
        return self**other
