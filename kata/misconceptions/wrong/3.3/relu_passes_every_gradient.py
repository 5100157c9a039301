"""
title.en = "relu passes every gradient"
title.zh = "relu 让所有梯度通过"
text.en = "The vjp hands the gradient on unchanged, as if relu were the identity. Where x is negative the output stays 0 however x moves, so the slope there is 0."
text.zh = "vjp 原样传回了梯度，好像 relu 是恒等函数。x 为负时，不管 x 怎么动，输出都是 0，所以那里的斜率是 0。"
guide = "1.7"
"""


class ReLU(Module):
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        return Tensor.from_op(np.maximum(x.data, 0), (x,), lambda g: (g,), "relu")
