"""
title.en = "All outputs have the weight 1"
title.zh = "所有输出的权重都是 1"
text.en = "What is compared is the gradient of the plain sum of the outputs, in which errors of different outputs can cancel. Take Σ w · f with fixed random weights w."
text.zh = "比较的是各个输出之和的梯度，不同输出的误差在其中可能互相抵消。应当用固定的随机权重 w，取 Σ w · f。"
guide = "1.5"
"""

import numpy as np


def check_gradients(f, *inputs, rtol=1e-5, atol=1e-7):
    values = [np.array(as_tensor(x).data, dtype=np.float64) for x in inputs]
    tensors = [Tensor(value, requires_grad=True) for value in values]
    output = f(*tensors)
    if output.requires_grad:
        output.backward(np.ones(output.shape))
    expected = numerical_gradient(lambda *xs: f(*xs).data.sum(), *values)
    for k, (tensor, numerical) in enumerate(zip(tensors, expected)):
        gradient = np.zeros(tensor.shape) if tensor.grad is None else tensor.grad
        close = np.abs(gradient - numerical) <= atol + rtol * np.abs(numerical)
        if not close.all():
            place = tuple(np.argwhere(~close)[0])
            raise AssertionError(
                f"input {k} at {place}: backward {gradient[place]}, numerical {numerical[place]}"
            )
