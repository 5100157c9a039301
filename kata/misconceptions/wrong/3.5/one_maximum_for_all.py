"""
title.en = "One maximum for all rows"
title.zh = "所有行共用一个最大值"
text.en = "The largest logit of the whole array is subtracted, not that of each row. A row that lies far below it has exponentials of 0, and the logarithm of their sum is minus infinity: every row needs its own maximum, along `axis`."
text.zh = "减去的是整个数组里最大的 logit，而不是每行各自的。比它小得多的行，指数全是 0，和的对数就是负无穷：每一行都要沿 `axis` 减去自己的最大值。"
guide = "3.5"
"""


def log_softmax(x: Tensor | np.ndarray, axis: int = -1) -> Tensor:
    x = as_tensor(x)
    shifted = x.data - x.data.max()
    log_p = shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))

    def vjp(g: np.ndarray) -> tuple[np.ndarray]:
        return (g - np.exp(log_p) * g.sum(axis=axis, keepdims=True),)

    return Tensor.from_op(log_p, (x,), vjp, "log_softmax")
