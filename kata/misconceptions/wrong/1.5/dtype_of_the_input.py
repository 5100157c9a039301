"""
title.en = "Computed in the dtype of the input"
title.zh = "用输入的 dtype 来计算"
text.en = "The copies keep the dtype of the input: an integer array cannot hold x + 0.000006, and float32 loses it in rounding. Everything is computed in float64."
text.zh = "拷贝保留了输入的 dtype：整数数组存不下 x + 0.000006，float32 则会把它舍入掉。一切都要用 float64 计算。"
guide = "1.5"
"""

import numpy as np


def numerical_gradient(f, *inputs):
    values = [np.array(x.data if isinstance(x, Tensor) else x) for x in inputs]

    def number():
        result = f(*[Tensor(value) for value in values])
        data = np.asarray(result.data if isinstance(result, Tensor) else result)
        if data.size != 1:
            raise ValueError(f"f must return a single value, not shape {data.shape}")
        return data.item()

    gradients = []
    for value in values:
        gradient = np.zeros(value.shape)
        for place in np.ndindex(value.shape):
            old = value[place]
            h = np.finfo(float).eps ** (1 / 3) * max(1.0, abs(old))
            value[place] = old + h
            above = number()
            value[place] = old - h
            below = number()
            value[place] = old
            gradient[place] = (above - below) / (2 * h)
        gradients.append(gradient)
    return tuple(gradients)
