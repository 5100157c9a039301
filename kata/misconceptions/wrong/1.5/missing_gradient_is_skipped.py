"""
title.en = "An input without a gradient is skipped"
title.zh = "跳过了没有梯度的输入"
text.en = "Where `grad` is `None` nothing is compared, so an operation that loses an input passes. `None` counts as zeros, and these are wrong where f does depend on the input."
text.zh = "`grad` 是 `None` 时什么也不比较，于是把某个输入丢掉的运算也能通过。`None` 应按全零处理，如果 f 确实依赖于这个输入，全零就是错的。"
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
        if tensor.grad is None:
            continue
        close = np.abs(tensor.grad - numerical) <= atol + rtol * np.abs(numerical)
        if not close.all():
            place = tuple(np.argwhere(~close)[0])
            raise AssertionError(
                f"input {k} at {place}: backward {tensor.grad[place]}, "
                f"numerical {numerical[place]}"
            )
