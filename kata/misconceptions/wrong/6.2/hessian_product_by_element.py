"""
title.en = "v is multiplied in at the end, element by element"
title.zh = "最后才逐元素乘以 v"
text.en = "The slopes are summed and differentiated, and the result is multiplied by v element by element. That gives (Σₖ Hᵢₖ) vᵢ and not Σₖ Hᵢₖ vₖ; v has to go into the sum before the second pass."
text.zh = "先把斜率相加再求导，然后把结果逐元素乘以 v。这样得到的是 (Σₖ Hᵢₖ) vᵢ，而不是 Σₖ Hᵢₖ vₖ；v 必须在第二遍之前就进入求和。"
guide = "6.2"
"""

def hessian_vector_product(f: Callable[[Tensor], Tensor], x: Tensor, v: Tensor) -> Tensor:
    if v.shape != x.shape:
        raise ValueError(f"v must have the shape of x {tuple(x.shape)}, not {tuple(v.shape)}")
    x = x.detach().requires_grad_()
    slope = _grad(_single(f, x), x, create_graph=True)
    return _grad(slope, x, torch.ones_like(x)) * v.detach()
