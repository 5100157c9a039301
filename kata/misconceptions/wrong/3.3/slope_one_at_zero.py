"""
title.en = "The slope of relu at 0 is 1"
title.zh = "relu 在 0 处的斜率成了 1"
text.en = "The gradient passes where x is at least 0, so at exactly 0 the slope is 1. The convention here, as in PyTorch, is slope 0 at 0."
text.zh = "x 大于或等于 0 时都让梯度通过，所以在 0 处斜率是 1。这里的约定与 PyTorch 相同：relu 在 0 处的斜率为 0。"
guide = "3.3"
"""


class ReLU(Module):
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        passes = x.data >= 0
        return Tensor.from_op(x.data * passes, (x,), lambda g: (g * passes,), "relu")
