"""
title.en = "The sum of g is missing in the gradient"
title.zh = "梯度里缺了 g 的和"
text.en = "The vjp of log-softmax is g - p, without the sum of g that multiplies p. That is right only where the elements of g add up to 1: every logit acts on all outputs, through the sum in the logarithm."
text.zh = "对数 softmax 的 vjp 写成了 g − p，漏掉了与 p 相乘的 g 之和。只有 g 的元素加起来为 1 时才对：每个 logit 都通过对数里的和影响所有输出。"
guide = "3.5"
"""


def log_softmax(x: Tensor | np.ndarray, axis: int = -1) -> Tensor:
    x = as_tensor(x)
    shifted = x.data - x.data.max(axis=axis, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))
    return Tensor.from_op(log_p, (x,), lambda g: (g - np.exp(log_p),), "log_softmax")
