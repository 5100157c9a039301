"""
title.en = "A row of −∞ gets equal weights"
title.zh = "全是 −∞ 的一行得到了相等的权重"
text.en = "A score of −∞ is replaced by a very small finite number before the maximum is taken, so in a row of nothing but −∞ all scores are equal and share the weight. Where no element may be chosen every weight has to be 0."
text.zh = "在取最大值之前，−∞ 被换成了一个很小的有限数，于是全是 −∞ 的一行里分数全都相等，平分了权重。没有任何元素可选的地方，权重应当全为 0。"
guide = "4.1"
"""


def softmax(x: Tensor | np.ndarray, axis: int = -1) -> Tensor:
    x = as_tensor(x)
    scores = np.maximum(x.data, np.finfo(x.dtype).min)
    e = np.exp(scores - scores.max(axis=axis, keepdims=True))
    p = e / e.sum(axis=axis, keepdims=True)

    def vjp(g: np.ndarray) -> tuple[np.ndarray]:
        return (p * (g - (g * p).sum(axis=axis, keepdims=True)),)

    return Tensor.from_op(p, (x,), vjp, "softmax")
