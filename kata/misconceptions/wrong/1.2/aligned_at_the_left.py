"""
title.en = "Shapes are aligned at the left"
title.zh = "形状从左端对齐"
text.en = "The last axes are taken for those that broadcasting added, and summed. NumPy aligns shapes at the right, so the axes that were added are always the first ones."
text.zh = "把最后面的轴当作广播添加的轴来求和。NumPy 从右端对齐形状，所以被添加的轴永远是最前面的那些。"
guide = "1.2"
"""

import numpy as np


def unbroadcast(grad: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    if len(shape) > grad.ndim:
        raise ValueError(f"shape {shape} does not broadcast to {grad.shape}")
    axes = list(range(len(shape), grad.ndim))
    for axis, (n, m) in enumerate(zip(shape, grad.shape)):
        if n not in (1, m):
            raise ValueError(f"shape {shape} does not broadcast to {grad.shape}")
        if n == 1:
            axes.append(axis)
    return np.asarray(grad.sum(axis=tuple(axes))).reshape(shape)
