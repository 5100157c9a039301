"""
title.en = "The axis is ignored"
title.zh = "忽略了 axis 参数"
text.en = "The sum always runs along the last axis, whatever `axis` says. For a square array nothing complains, and the probabilities add up to 1 in the wrong direction."
text.zh = "不管 `axis` 是什么，总是沿最后一个轴求和。对方阵不会报错，而概率在错误的方向上加起来为 1。"
guide = "3.5"
"""


def log_softmax(x: Tensor | np.ndarray, axis: int = -1) -> Tensor:
    x = as_tensor(x)
    shifted = x.data - x.data.max(axis=-1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))

    def vjp(g: np.ndarray) -> tuple[np.ndarray]:
        return (g - np.exp(log_p) * g.sum(axis=-1, keepdims=True),)

    return Tensor.from_op(log_p, (x,), vjp, "log_softmax")
