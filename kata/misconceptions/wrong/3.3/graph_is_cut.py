"""
title.en = "The graph ends at the activation"
title.zh = "计算图在激活处断了"
text.en = "The activation is computed with NumPy and the result wrapped as a new tensor. That tensor knows no parents, so no gradient reaches the layers before it, and they never learn."
text.zh = "激活是用 NumPy 算的，结果包成了一个新的张量。这个张量没有父节点，所以梯度到不了前面的层，它们永远学不到东西。"
guide = "3.3"
"""


class Sigmoid(Module):
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        return as_tensor(as_tensor(x).sigmoid().data)


class ReLU(Module):
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        return as_tensor(np.maximum(as_tensor(x).data, 0))


class Tanh(Module):
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        return as_tensor(np.tanh(as_tensor(x).data))
