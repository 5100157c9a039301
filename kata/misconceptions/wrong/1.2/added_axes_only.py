"""
title.en = "Axes of length 1 are not summed"
title.zh = "长度为 1 的轴没有求和"
text.en = "Only the axes that broadcasting put in front are summed; those that it stretched from length 1 are left as they are. Such an element was used many times too, and its gradient is the sum over all its copies."
text.zh = "只对广播在最前面添加的轴求和，从长度 1 拉伸出来的轴则原样留下。这样的元素同样被用了很多次，它的梯度是所有拷贝的梯度之和。"
guide = "1.2"
"""

import numpy as np


def unbroadcast(grad: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    added = grad.ndim - len(shape)
    if added < 0:
        raise ValueError(f"a gradient of shape {grad.shape} does not come from {shape}")
    for have, want in zip(grad.shape[added:], shape, strict=True):
        if want not in (have, 1):
            raise ValueError(f"a gradient of shape {grad.shape} does not come from {shape}")
    return grad.sum(axis=tuple(range(added)))
