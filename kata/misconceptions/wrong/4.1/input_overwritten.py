"""
title.en = "The caller's array is overwritten"
title.zh = "改写了调用者的数组"
text.en = "The maximum is subtracted in place, so that the array of the caller changes. An input still belongs to the caller, who may need it again: subtract into a new array."
text.zh = "最大值是就地减去的，调用者的数组因此变了。输入仍然属于调用者，之后可能还要用：要把差放进新的数组。"
guide = "4.1"
"""


def softmax(x: Tensor | np.ndarray, axis: int = -1) -> Tensor:
    x = as_tensor(x)
    scores = x.data
    largest = scores.max(axis=axis, keepdims=True)
    scores -= np.where(largest == -np.inf, 0.0, largest)
    p = np.exp(scores)
    total = p.sum(axis=axis, keepdims=True)
    p /= np.where(total == 0.0, 1.0, total)

    def vjp(g: np.ndarray) -> tuple[np.ndarray]:
        return (p * (g - (g * p).sum(axis=axis, keepdims=True)),)

    return Tensor.from_op(p, (x,), vjp, "softmax")
