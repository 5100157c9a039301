"""
title.en = "The divisor's share lacks its minus"
title.zh = "除数的份额少了负号"
text.en = "The divisor gets g · x / y². A larger divisor makes the quotient smaller, so its share is −g · x / y²."
text.zh = "除数得到的是 g · x / y²。除数越大商越小，所以它的份额是 −g · x / y²。"
guide = "1.6"
"""


class Tensor:
    def __truediv__(self, other):
        other = as_tensor(other, like=self)
        x, y = self.data, other.data
        return Tensor.from_op(x / y, (self, other), lambda g: (g / y, g * x / y**2), "/")
