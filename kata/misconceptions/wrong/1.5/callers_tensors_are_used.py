"""
title.en = "The caller's own tensors are used"
title.zh = "直接使用了调用者的张量"
text.en = "f is called with the tensors that were given, and the pass leaves gradients in them. The inputs stay as they were: make a new float64 tensor for each."
text.zh = "f 是用传入的张量调用的，反向传播在它们里面留下了梯度。输入要保持原样：应当为每个输入新建一个 float64 张量。"
guide = "1.5"
"""

import numpy as np


def check_gradients(f, *inputs, rtol=1e-5, atol=1e-7):
    tensors = [
        x if isinstance(x, Tensor) and x.requires_grad else Tensor(as_tensor(x).data, True)
        for x in inputs
    ]
    output = f(*tensors)
    weights = np.random.default_rng(0).uniform(0.5, 1.5, output.shape)
    if output.requires_grad:
        output.backward(weights)
    expected = numerical_gradient(lambda *xs: np.sum(weights * f(*xs).data), *tensors)
    for k, (tensor, numerical) in enumerate(zip(tensors, expected)):
        gradient = np.zeros(tensor.shape) if tensor.grad is None else tensor.grad
        close = np.abs(gradient - numerical) <= atol + rtol * np.abs(numerical)
        if not close.all():
            place = tuple(np.argwhere(~close)[0])
            raise AssertionError(
                f"input {k} at {place}: backward {gradient[place]}, numerical {numerical[place]}"
            )
