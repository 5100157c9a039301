"""
title.en = "Shapes that were never broadcast are not refused"
title.zh = "没有拒绝不可能由广播得到的形状"
text.en = "The lengths of the axes are not compared, so a gradient that was never broadcast from this shape gives an array of another shape. Where the shape does not broadcast to the gradient's, it is a `ValueError`."
text.zh = "没有比较各个轴的长度，于是不可能由该形状广播得到的梯度给出了另一个形状的数组。如果该形状无法广播成梯度的形状，就应抛出 `ValueError`。"
guide = "1.2"
"""

import numpy as np


def unbroadcast(grad: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    added = max(grad.ndim - len(shape), 0)
    grad = grad.sum(axis=tuple(range(added)))
    for axis, n in enumerate(shape):
        if n == 1:
            grad = grad.sum(axis=axis, keepdims=True)
    return np.asarray(grad)
