"""
title.en = "x is kept as an attribute of ctx"
title.zh = "把 x 存成 ctx 的属性"
text.en = "The input is handed to backward as a plain attribute of ctx. If somebody changes x in place between the two passes the gradient is wrong in silence; PyTorch watches only what went through save_for_backward."
text.zh = "输入是作为 ctx 的普通属性交给 backward 的。如果有人在两遍之间就地修改了 x，梯度就悄悄地错了；PyTorch 只看守经过 save_for_backward 的张量。"
guide = "6.2"
"""

class GELUFunction:
    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        ctx.x = x
        return 0.5 * x * (1 + torch.tanh(_u(x)))

    @staticmethod
    def backward(ctx: Any, grad_output: Tensor) -> Tensor:
        x = ctx.x
        t = torch.tanh(_u(x))
        slope_of_u = math.sqrt(2 / math.pi) * (1 + 3 * 0.044715 * x.square())
        return grad_output * (0.5 * (1 + t) + 0.5 * x * (1 - t * t) * slope_of_u)
