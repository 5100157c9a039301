"""
title.en = "Differences on one side only"
title.zh = "只取了单侧差分"
text.en = "The slope is measured from x to x + h, which leaves an error of h/2 · f″. With both sides, x + h and x − h, the even terms cancel, and the error is far smaller."
text.zh = "斜率是从 x 到 x + h 量出来的，会留下 h/2 · f″ 的误差。取两侧，也就是 x + h 和 x − h，偶次项就会抵消，误差小得多。"
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
    here = number()
    for value in values:
        gradient = np.zeros_like(value)
        for place in np.ndindex(value.shape):
            old = value[place]
            h = np.finfo(float).eps ** (1 / 3) * max(1.0, abs(old))
            value[place] = old + h
            gradient[place] = (number() - here) / h
            value[place] = old
        gradients.append(gradient)
    return tuple(gradients)
