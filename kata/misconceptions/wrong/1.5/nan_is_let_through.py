"""
title.en = "NaN is let through"
title.zh = "放过了 NaN"
text.en = "It is asked whether the difference is too large, and for NaN every comparison is False. Ask whether it is small enough, and fail if not."
text.zh = "这里问的是差是否太大，而与 NaN 的任何比较都是 False。应当问差是否足够小，不够小就判为失败。"
guide = "1.5"
"""

import numpy as np


def check_gradients(f, *inputs, rtol=1e-5, atol=1e-7):
    values = [np.array(as_tensor(x).data, dtype=np.float64) for x in inputs]
    tensors = [Tensor(value, requires_grad=True) for value in values]
    output = f(*tensors)
    weights = np.random.default_rng(0).uniform(0.5, 1.5, output.shape)
    if output.requires_grad:
        output.backward(weights)
    expected = numerical_gradient(lambda *xs: np.sum(weights * f(*xs).data), *values)
    for k, (tensor, numerical) in enumerate(zip(tensors, expected)):
        gradient = np.zeros(tensor.shape) if tensor.grad is None else tensor.grad
        wrong = np.abs(gradient - numerical) > atol + rtol * np.abs(numerical)
        if wrong.any():
            place = tuple(np.argwhere(wrong)[0])
            raise AssertionError(
                f"input {k} at {place}: backward {gradient[place]}, numerical {numerical[place]}"
            )
