"""
title.en = "A row of −∞ becomes NaN"
title.zh = "全是 −∞ 的一行变成了 NaN"
text.en = "In a row of nothing but −∞ the maximum is −∞ too, and −∞ − (−∞) is NaN. Such a row has nothing to choose from and has to be all zeros, so something finite must be subtracted there, and the sum of 0 must not be divided by."
text.zh = "全是 −∞ 的一行，最大值也是 −∞，而 −∞ − (−∞) 是 NaN。这样的一行没有什么可选，结果应当全为零，所以在这里要减去一个有限的数，也不能除以等于 0 的和。"
guide = "4.1"
"""


def softmax(x: Tensor | np.ndarray, axis: int = -1) -> Tensor:
    x = as_tensor(x)
    e = np.exp(x.data - x.data.max(axis=axis, keepdims=True))
    p = e / e.sum(axis=axis, keepdims=True)

    def vjp(g: np.ndarray) -> tuple[np.ndarray]:
        return (p * (g - (g * p).sum(axis=axis, keepdims=True)),)

    return Tensor.from_op(p, (x,), vjp, "softmax")
