"""
title.en = "The logarithm is taken of the softmax"
title.zh = "先算 softmax 再取对数"
text.en = "Softmax is computed first, and then its logarithm. A small probability rounds to 0, whose logarithm is minus infinity: take x - log Σ exp(x) as a formula, and [0, -1000] gives [0, -1000]."
text.zh = "先算出 softmax，再取它的对数。很小的概率会舍入成 0，对数就是负无穷：应当用公式 x − log Σ exp(x)，这样 [0, −1000] 得 [0, −1000]。"
guide = "3.5"
"""


def log_softmax(x: Tensor | np.ndarray, axis: int = -1) -> Tensor:
    x = as_tensor(x)
    e = np.exp(x.data - x.data.max(axis=axis, keepdims=True))
    p = e / e.sum(axis=axis, keepdims=True)

    def vjp(g: np.ndarray) -> tuple[np.ndarray]:
        return (g - p * g.sum(axis=axis, keepdims=True),)

    return Tensor.from_op(np.log(p), (x,), vjp, "log_softmax")
