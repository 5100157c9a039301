"""
title.en = "The largest logit is not subtracted"
title.zh = "没有减去最大的 logit"
text.en = "The exponentials are taken of the logits as they come. exp(1000) is infinite in floats and the result NaN: subtracting the largest first changes nothing on paper, and the largest exponent is then 0."
text.zh = "直接对传来的 logit 取指数。exp(1000) 用浮点数算是无穷大，结果成了 NaN：先减去最大的，在纸上不改变任何东西，而最大的指数就是 0。"
guide = "3.5"
"""


def log_softmax(x: Tensor | np.ndarray, axis: int = -1) -> Tensor:
    x = as_tensor(x)
    log_p = x.data - np.log(np.exp(x.data).sum(axis=axis, keepdims=True))

    def vjp(g: np.ndarray) -> tuple[np.ndarray]:
        return (g - np.exp(log_p) * g.sum(axis=axis, keepdims=True),)

    return Tensor.from_op(log_p, (x,), vjp, "log_softmax")
