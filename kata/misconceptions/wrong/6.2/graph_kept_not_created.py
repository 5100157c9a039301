"""
title.en = "The first pass keeps its graph but does not record itself"
title.zh = "第一遍保留了计算图，却没有记录自己"
text.en = "The first gradient is taken with retain_graph=True, which only keeps the graph of f alive. To be differentiated again the gradient needs a graph of its own, and that is what create_graph=True is for."
text.zh = "求第一个梯度时用的是 retain_graph=True，它只让 f 的计算图保留下来。要再求一次导，梯度必须自己有计算图，那正是 create_graph=True 的用处。"
guide = "6.2"
"""

def hessian_vector_product(f: Callable[[Tensor], Tensor], x: Tensor, v: Tensor) -> Tensor:
    if v.shape != x.shape:
        raise ValueError(f"v must have the shape of x {tuple(x.shape)}, not {tuple(v.shape)}")
    x = x.detach().requires_grad_()
    y = _single(f, x)
    if not y.requires_grad:
        return torch.zeros_like(x)
    (slope,) = torch.autograd.grad(y, x, retain_graph=True, materialize_grads=True)
    (product,) = torch.autograd.grad(slope, x, v, materialize_grads=True)
    return product
