"""
title.en = "The sigmoid overflows"
title.zh = "sigmoid 上溢"
text.en = "The sigmoid is written as 1 / (1 + exp(-x)) once more. For large negative x the exponential is infinite, and the gradient becomes NaN: the method of step 1.7 takes care of that already."
text.zh = "又把 sigmoid 写成了 1 / (1 + exp(-x))。x 是很大的负数时，指数是无穷大，梯度就成了 NaN：步骤 1.7 的方法已经处理好了这一点。"
guide = "1.7"
"""


class Sigmoid(Module):
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        return 1.0 / (1.0 + (-as_tensor(x)).exp())
