"""
title.en = "The mean of the copies instead of their sum"
title.zh = "对各份拷贝求平均而不是求和"
text.en = "The gradients of an element's copies are averaged. Each copy acts on the loss by itself, so the gradients of all of them add up."
text.zh = "对一个元素的各份拷贝的梯度求了平均。每份拷贝都各自影响损失，所以它们的梯度要相加。"
guide = "1.2"
"""

import numpy as np


def unbroadcast(grad: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    added = grad.ndim - len(shape)
    if added < 0 or any(n not in (1, m) for n, m in zip(shape, grad.shape[added:])):
        raise ValueError(f"shape {shape} does not broadcast to {grad.shape}")
    if added:
        grad = grad.mean(axis=tuple(range(added)))
    for axis, n in enumerate(shape):
        if n == 1:
            grad = grad.mean(axis=axis, keepdims=True)
    return np.asarray(grad)
