"""
title.en = "The weights come from `np.random`"
title.zh = "权重来自 `np.random`"
text.en = "The weights are drawn from NumPy's hidden global state, so each call changes what everyone else draws, and no check is like the last. They are fixed, from a generator of their own."
text.zh = "权重取自 NumPy 看不见的全局状态，每次调用都会改变别处取到的随机数，两次检验也不相同。权重应当是固定的，来自单独的生成器。"
guide = "1.5"
"""

import numpy as np


def check_gradients(f, *inputs, rtol=1e-5, atol=1e-7):
    values = [np.array(as_tensor(x).data, dtype=np.float64) for x in inputs]
    tensors = [Tensor(value, requires_grad=True) for value in values]
    output = f(*tensors)
    weights = np.random.uniform(0.5, 1.5, output.shape)
    if output.requires_grad:
        output.backward(weights)
    expected = numerical_gradient(lambda *xs: np.sum(weights * f(*xs).data), *values)
    for k, (tensor, numerical) in enumerate(zip(tensors, expected)):
        gradient = np.zeros(tensor.shape) if tensor.grad is None else tensor.grad
        close = np.abs(gradient - numerical) <= atol + rtol * np.abs(numerical)
        if not close.all():
            place = tuple(np.argwhere(~close)[0])
            raise AssertionError(
                f"input {k} at {place}: backward {gradient[place]}, numerical {numerical[place]}"
            )
