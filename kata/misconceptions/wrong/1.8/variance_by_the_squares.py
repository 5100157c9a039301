"""
title.en = "The variance as mean(x²) − m²"
title.zh = "用 mean(x²) − m² 计算方差"
text.en = "The mean of the squares minus the square of the mean is right on paper. In floats the two are nearly equal where the mean is large, and their difference is all rounding: subtract the mean first."
text.zh = "平方的均值减去均值的平方，在纸上是对的。均值很大时，两者用浮点数算几乎相等，它们的差全是舍入误差：要先减去均值。"
guide = "1.8"
"""


class Tensor:
    def var(self, axis=None, keepdims=False):
        x = self.data
        mean = x.mean(axis, keepdims=True)
        full = (x * x).mean(axis, keepdims=True) - mean * mean
        y = full if keepdims else full.reshape(x.sum(axis).shape)
        n = x.size / max(y.size, 1)

        def vjp(g):
            return (g.reshape(full.shape) * (2 / n) * (x - mean),)

        return Tensor.from_op(y, (self,), vjp, "var")
