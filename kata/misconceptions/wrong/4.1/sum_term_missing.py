"""
title.en = "The sum is treated as a constant"
title.zh = "把分母当成了常数"
text.en = "The gradient is g · p alone, as if the sum in the denominator did not depend on the scores. It does: the average of g under the weights has to be subtracted from g, and then the gradient of a row adds up to 0."
text.zh = "梯度只有 g · p，仿佛分母里的和与分数无关。它是有关的：要从 g 中减去 g 按权重的平均，一行的梯度才会加起来为 0。"
guide = "4.1"
"""


def softmax(x: Tensor | np.ndarray, axis: int = -1) -> Tensor:
    x = as_tensor(x)
    largest = x.data.max(axis=axis, keepdims=True)
    e = np.exp(x.data - np.where(largest == -np.inf, 0.0, largest))
    total = e.sum(axis=axis, keepdims=True)
    p = e / np.where(total == 0.0, 1.0, total)

    def vjp(g: np.ndarray) -> tuple[np.ndarray]:
        return (g * p,)

    return Tensor.from_op(p, (x,), vjp, "softmax")
