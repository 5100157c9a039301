"""
title.en = "The gradient's sum runs over all rows"
title.zh = "梯度里的和跨过了所有行"
text.en = "In the gradient Σ gⱼ pⱼ is summed over the whole array. Rows do not know of each other: each one has its own average of g, taken along the axis with keepdims."
text.zh = "梯度里的 Σ gⱼ pⱼ 是对整个数组求的和。各行互不相干：每行有自己的 g 的平均，要沿指定的轴求和，并带上 keepdims。"
guide = "4.1"
"""


def softmax(x: Tensor | np.ndarray, axis: int = -1) -> Tensor:
    x = as_tensor(x)
    largest = x.data.max(axis=axis, keepdims=True)
    e = np.exp(x.data - np.where(largest == -np.inf, 0.0, largest))
    total = e.sum(axis=axis, keepdims=True)
    p = e / np.where(total == 0.0, 1.0, total)

    def vjp(g: np.ndarray) -> tuple[np.ndarray]:
        return (p * (g - np.sum(g * p)),)

    return Tensor.from_op(p, (x,), vjp, "softmax")
