"""
title.en = "backward() fills the gradients of parameters too"
title.zh = "backward() 连参数的梯度也填写了"
text.en = "The gradient is taken with backward() from .grad of a leaf of its own. That also adds to .grad of every parameter that f uses, and the next optimizer step would count it; torch.autograd.grad returns what you ask for and leaves nothing behind."
text.zh = "梯度是用 backward() 得到的，再从自己的叶子的 .grad 里取出。这还会加进 f 用到的每个参数的 .grad，优化器下一次更新就会把它算进去；torch.autograd.grad 只返回你要的，不留下任何痕迹。"
guide = "6.2"
"""

def gradient(f: Callable[[Tensor], Tensor], x: Tensor) -> Tensor:
    x = x.detach().requires_grad_()
    y = _single(f, x)
    if y.requires_grad:
        y.backward()
    return torch.zeros_like(x) if x.grad is None else x.grad
