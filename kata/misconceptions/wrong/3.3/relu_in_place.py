"""
title.en = "relu changes its input"
title.zh = "relu 改了输入"
text.en = "The negative numbers are set to 0 inside the array that came in. It belongs to the layer before, or to the caller, who needs it as it was: inputs are never changed."
text.zh = "把传入的数组里的负数原地改成了 0。这个数组属于前一层或调用者，他们还需要原来的值：绝不能修改输入。"
guide = "3.3"
"""


class ReLU(Module):
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        passes = x.data > 0
        x.data[~passes] = 0.0
        return Tensor.from_op(x.data, (x,), lambda g: (g * passes,), "relu")
