"""
title.en = "The step is too small"
title.zh = "步长太小"
text.en = "With a tiny step the two values of f differ only in their last digits, and rounding, of order ε/h, is all that is left. The smallest error is near h = ε^(1/3), about 6e-6."
text.zh = "步长极小时，f 的两个值只在最后几位上不同，剩下的主要是量级为 ε/h 的舍入误差。误差在 h = ε^(1/3)（约 6e-6）附近最小。"
guide = "1.5"
"""

import numpy as np


def numerical_gradient(f, *inputs):
    values = [np.array(as_tensor(x).data, dtype=np.float64) for x in inputs]

    def number():
        result = f(*[Tensor(value) for value in values])
        data = np.asarray(result.data if isinstance(result, Tensor) else result)
        if data.size != 1:
            raise ValueError(f"f must return a single value, not shape {data.shape}")
        return data.item()

    gradients = []
    for value in values:
        gradient = np.zeros_like(value)
        for place in np.ndindex(value.shape):
            old = value[place]
            h = 1e-12 * max(1.0, abs(old))
            value[place] = old + h
            above = number()
            value[place] = old - h
            below = number()
            value[place] = old
            gradient[place] = (above - below) / (2 * h)
        gradients.append(gradient)
    return tuple(gradients)
