"""
title.en = "The same step for every size"
title.zh = "不论大小都用同一个步长"
text.en = "The step h is fixed, so far from 0 it is lost in the rounding of x + h. It has to grow with x: h = ε^(1/3) · max(1, |x|)."
text.zh = "步长 h 是固定的，所以离 0 很远时，它会淹没在 x + h 的舍入误差里。它必须随 x 增大：h = ε^(1/3) · max(1, |x|)。"
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

    h = 1e-5
    gradients = []
    for value in values:
        gradient = np.zeros_like(value)
        for place in np.ndindex(value.shape):
            old = value[place]
            value[place] = old + h
            above = number()
            value[place] = old - h
            below = number()
            value[place] = old
            gradient[place] = (above - below) / (2 * h)
        gradients.append(gradient)
    return tuple(gradients)
