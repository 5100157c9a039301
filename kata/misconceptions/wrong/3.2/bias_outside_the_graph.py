"""
title.en = "The bias gets no gradient"
title.zh = "偏置得不到梯度"
text.en = "The values of the bias are added outside the graph. The output is right, but no gradient reaches the bias, and training never moves it."
text.zh = "偏置的值是在计算图之外加上的。输出是对的，但梯度到不了偏置，训练永远动不了它。"
guide = "3.2"
"""


class Linear(Module):
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        if x.ndim == 0 or x.shape[-1] != self.weight.shape[1]:
            raise ValueError(f"x must have shape (..., {self.weight.shape[1]}), not {x.shape}")
        y = x @ self.weight.T
        return y if self.bias is None else y + self.bias.data
