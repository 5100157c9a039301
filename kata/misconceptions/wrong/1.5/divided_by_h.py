"""
title.en = "The difference is divided by h"
title.zh = "差除以了 h"
text.en = "From x − h to x + h the input moves by 2h, but the rise is divided by h, so every slope is twice too large. Divide by 2h."
text.zh = "从 x − h 到 x + h，输入移动了 2h，差却除以了 h，于是每个斜率都大了一倍。应当除以 2h。"
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
            h = np.finfo(float).eps ** (1 / 3) * max(1.0, abs(old))
            value[place] = old + h
            above = number()
            value[place] = old - h
            below = number()
            value[place] = old
            gradient[place] = (above - below) / h
        gradients.append(gradient)
    return tuple(gradients)
