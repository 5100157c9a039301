"""
title.en = "Where f does not depend on x the gradient is None"
title.zh = "f 不依赖 x 时梯度成了 None"
text.en = "With allow_unused the gradient of a function that ignores x comes back as None, and it is handed on as it is. The gradient of a constant is zero everywhere, so it has to be a tensor of zeros in the shape of x."
text.zh = "用了 allow_unused，函数不理会 x 时梯度就是 None，而它被原样返回了。常数的梯度处处为零，所以应当返回与 x 形状相同的零张量。"
guide = "6.2"
"""

def gradient(f: Callable[[Tensor], Tensor], x: Tensor) -> Tensor:
    x = x.detach().requires_grad_()
    y = _single(f, x)
    if not y.requires_grad:
        return None
    (grad,) = torch.autograd.grad(y, x, allow_unused=True)
    return grad
