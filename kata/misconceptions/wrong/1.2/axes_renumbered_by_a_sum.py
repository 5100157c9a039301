"""
title.en = "Without `keepdims` the axes change their numbers"
title.zh = "没有 `keepdims`，轴的编号就变了"
text.en = "Axes of length 1 are summed away one by one, and each sum takes an axis from the shape, so that the next one hits the wrong axis. With `keepdims=True` the other axes keep their numbers."
text.zh = "对长度为 1 的轴逐个求和，每次求和都会去掉一个轴，于是下一次就落在错误的轴上。用 `keepdims=True`，其他轴的编号就不变。"
guide = "1.2"
"""

import numpy as np


def unbroadcast(grad: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    added = grad.ndim - len(shape)
    if added < 0 or any(n not in (1, m) for n, m in zip(shape, grad.shape[added:])):
        raise ValueError(f"shape {shape} does not broadcast to {grad.shape}")
    grad = grad.sum(axis=tuple(range(added)))
    for axis, n in enumerate(shape):
        if n == 1:
            grad = np.sum(grad, axis=axis)
    return np.asarray(grad).reshape(shape)
