"""
title.en = "The gradient looks at one element alone"
title.zh = "梯度只看了自己那个元素"
text.en = "The vjp is g (1 - p), as if each output depended on its own logit only. Every logit stands in the sum that all outputs share, so what the others send back counts as well: g - p Σ g."
text.zh = "vjp 写成了 g (1 − p)，好像每个输出只依赖它自己的 logit。每个 logit 都在所有输出共有的那个和里，所以其他输出传回来的也要算上：g − p Σ g。"
guide = "3.5"
"""


def log_softmax(x: Tensor | np.ndarray, axis: int = -1) -> Tensor:
    x = as_tensor(x)
    shifted = x.data - x.data.max(axis=axis, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))
    return Tensor.from_op(log_p, (x,), lambda g: (g * (1 - np.exp(log_p)),), "log_softmax")
