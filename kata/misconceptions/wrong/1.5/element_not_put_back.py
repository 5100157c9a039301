"""
title.en = "A moved element stays moved"
title.zh = "移动过的元素没有放回去"
text.en = "After its slope is measured an element stays at x − h, and all slopes after it are measured at another place. While one element is moved all others stand where they were: put it back."
text.zh = "量完斜率之后，元素留在了 x − h，后面的斜率就都是在别的地方量的。移动一个元素时，其他元素都应在原处：要把它放回去。"
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
            h = np.finfo(float).eps ** (1 / 3) * max(1.0, abs(value[place]))
            value[place] += h
            above = number()
            value[place] -= 2 * h
            below = number()
            gradient[place] = (above - below) / (2 * h)
        gradients.append(gradient)
    return tuple(gradients)
