"""
title.en = "The divisor is not squared"
title.zh = "除数没有平方"
text.en = "The divisor's share is divided by y only once. x / y is x · y⁻¹, whose slope in y is −x / y²."
text.zh = "除数的份额只除了一次 y。x / y 就是 x · y⁻¹，它对 y 的斜率是 −x / y²。"
guide = "1.6"
"""


class Tensor:
    def __truediv__(self, other):
        other = as_tensor(other, like=self)
        x, y = self.data, other.data
        return Tensor.from_op(x / y, (self, other), lambda g: (g / y, -g * x / y), "/")
