"""
title.en = "The largest score is not subtracted"
title.zh = "没有减去最大的分数"
text.en = "The exponentials are taken of the scores as they are, so a score of about 1000 overflows and gives infinity over infinity, NaN. Subtracting the largest score of each row first changes no weight and keeps every exponent at 0 or below."
text.zh = "直接对分数取指数，所以分数到了 1000 左右就会溢出，得到无穷除以无穷，即 NaN。先减去每行最大的分数，不会改变任何权重，又使指数都不超过 0。"
guide = "4.1"
"""


def softmax(x: Tensor | np.ndarray, axis: int = -1) -> Tensor:
    x = as_tensor(x)
    e = np.exp(x.data)
    total = e.sum(axis=axis, keepdims=True)
    p = e / np.where(total == 0.0, 1.0, total)

    def vjp(g: np.ndarray) -> tuple[np.ndarray]:
        return (p * (g - (g * p).sum(axis=axis, keepdims=True)),)

    return Tensor.from_op(p, (x,), vjp, "softmax")
