"""
title.en = "The caller's own tensor is made to require gradients"
title.zh = "把调用者的张量改成需要梯度"
text.en = "The function calls requires_grad_() on the very tensor that it was given. From then on everything that the caller computes with it is recorded; a detached tensor over the same memory makes a leaf of your own."
text.zh = "函数对传进来的张量本身调用了 requires_grad_()。从此调用者用它计算的一切都会被记录；detach 之后得到的张量使用同一块内存，却是你自己的叶子。"
guide = "6.2"
"""

def gradient(f: Callable[[Tensor], Tensor], x: Tensor) -> Tensor:
    x.requires_grad_()
    return _grad(_single(f, x), x)
