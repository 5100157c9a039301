"""
title.en = "The right side of a difference lacks its minus"
title.zh = "减数的份额少了负号"
text.en = "Both sides of a difference get g. The right side is subtracted, so its share is −g."
text.zh = "差的两边都得到 g。右边的数是被减去的，所以它的份额是 −g。"
guide = "1.6"
"""


class Tensor:
    def __sub__(self, other):
        other = as_tensor(other, like=self)
        return Tensor.from_op(self.data - other.data, (self, other), lambda g: (g, g), "-")
