"""
title.en = "The sum runs over the whole array"
title.zh = "对整个数组求和"
text.en = "The exponentials are divided by the sum over the whole array, so that all rows together add up to 1. Each row along the axis has to add up to 1 by itself."
text.zh = "指数除以的是整个数组的和，于是所有行合起来才等于 1。沿指定的轴，每一行自己就应当加起来为 1。"
guide = "4.1"
"""


def softmax(x: Tensor | np.ndarray, axis: int = -1) -> Tensor:
    x = as_tensor(x)
    largest = x.data.max()
    e = np.exp(x.data - (0.0 if largest == -np.inf else largest))
    total = e.sum()
    p = e / (total if total > 0 else 1.0)

    def vjp(g: np.ndarray) -> tuple[np.ndarray]:
        return (p * (g - (g * p).sum()),)

    return Tensor.from_op(p, (x,), vjp, "softmax")
