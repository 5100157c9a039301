"""
title.en = "The shares of a product are swapped"
title.zh = "乘积的两个份额弄反了"
text.en = "Each factor gets the gradient times its own values. The slope of x · y in x is y, so each factor gets the gradient times the other one."
text.zh = "每个因子得到的是梯度乘以它自己的值。x · y 对 x 的斜率是 y，所以每个因子应得到梯度乘以另一个因子。"
guide = "1.1"
"""


class Tensor:
    def __mul__(self, other):
        other = as_tensor(other, like=self)
        x, y = self.data, other.data
        return Tensor.from_op(x * y, (self, other), lambda g: (g * x, g * y), "*")
