"""
title.en = "One maximum is subtracted from all rows"
title.zh = "所有行减去同一个最大值"
text.en = "The largest element of the whole array is subtracted, not that of each row. A row that lies far below it then underflows to nothing but zeros, although its own weights are ordinary numbers."
text.zh = "减去的是整个数组的最大元素，而不是每行各自的。远低于它的那些行会下溢，变成全零，尽管它们自己的权重都是平常的数。"
guide = "4.1"
"""


def softmax(x: Tensor | np.ndarray, axis: int = -1) -> Tensor:
    x = as_tensor(x)
    e = np.exp(x.data - x.data.max())
    total = e.sum(axis=axis, keepdims=True)
    p = e / np.where(total == 0.0, 1.0, total)

    def vjp(g: np.ndarray) -> tuple[np.ndarray]:
        return (p * (g - (g * p).sum(axis=axis, keepdims=True)),)

    return Tensor.from_op(p, (x,), vjp, "softmax")
