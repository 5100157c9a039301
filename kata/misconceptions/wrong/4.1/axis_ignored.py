"""
title.en = "Softmax always runs along the last axis"
title.zh = "softmax 总是沿最后一个轴"
text.en = "The argument axis is not used: maximum and sum always run along the last axis. Along which axis the weights add up to 1 is the caller's choice, and it may be any axis."
text.zh = "没有用到参数 axis：最大值与和总是沿最后一个轴计算。权重沿哪个轴加起来为 1 由调用者决定，可以是任何一个轴。"
guide = "4.1"
"""


def softmax(x: Tensor | np.ndarray, axis: int = -1) -> Tensor:
    x = as_tensor(x)
    largest = x.data.max(axis=-1, keepdims=True)
    e = np.exp(x.data - np.where(largest == -np.inf, 0.0, largest))
    total = e.sum(axis=-1, keepdims=True)
    p = e / np.where(total == 0.0, 1.0, total)

    def vjp(g: np.ndarray) -> tuple[np.ndarray]:
        return (p * (g - (g * p).sum(axis=-1, keepdims=True)),)

    return Tensor.from_op(p, (x,), vjp, "softmax")
