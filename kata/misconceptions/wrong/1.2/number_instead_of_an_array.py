"""
title.en = "The sum over everything is a number"
title.zh = "全部求和的结果是一个数"
text.en = "For shape () the result is what `grad.sum()` returns, a NumPy number. A tensor without axes has a 0-d array as its gradient, so the result is an array of shape () too."
text.zh = "目标形状为 () 时，返回的是 `grad.sum()` 给出的 NumPy 的数。没有轴的张量，其梯度是 0 维数组，所以这里的结果也应是形状为 () 的数组。"
guide = "1.2"
"""

import numpy as np


def unbroadcast(grad: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    added = grad.ndim - len(shape)
    if added < 0 or any(n not in (1, m) for n, m in zip(shape, grad.shape[added:])):
        raise ValueError(f"shape {shape} does not broadcast to {grad.shape}")
    if shape == ():
        return grad.sum()
    grad = grad.sum(axis=tuple(range(added)))
    for axis, n in enumerate(shape):
        if n == 1:
            grad = grad.sum(axis=axis, keepdims=True)
    return grad
