"""
title.en = "The gradient is that of a sigmoid"
title.zh = "梯度用成了 sigmoid 的"
text.en = "The gradient is taken as g · p · (1 − p), which uses only the diagonal of the Jacobian. In softmax each score changes all weights of its row, so the average of g under the weights has to be subtracted from g."
text.zh = "梯度取成 g · p · (1 − p)，只用了雅可比矩阵的对角线。在 softmax 里，每个分数都会改变整行的权重，所以要从 g 中减去 g 按权重的平均。"
guide = "4.1"
"""


def softmax(x: Tensor | np.ndarray, axis: int = -1) -> Tensor:
    x = as_tensor(x)
    largest = x.data.max(axis=axis, keepdims=True)
    e = np.exp(x.data - np.where(largest == -np.inf, 0.0, largest))
    total = e.sum(axis=axis, keepdims=True)
    p = e / np.where(total == 0.0, 1.0, total)
    return Tensor.from_op(p, (x,), lambda g: (g * p * (1 - p),), "softmax")
