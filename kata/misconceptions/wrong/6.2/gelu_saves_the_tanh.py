"""
title.en = "The tanh of the forward pass is saved"
title.zh = "保存了前向传播的 tanh"
text.en = "t is computed in forward and saved beside x, to spare backward the work. In forward nothing is recorded, so this t has no graph, and the second derivative is wrong; computed from the saved x again it is right."
text.zh = "t 在 forward 里算出，与 x 一起保存，好让 backward 省事。forward 里什么都不记录，这个 t 就没有计算图，二阶导数因此是错的；由保存的 x 重新计算 t 才对。"
guide = "6.2"
"""

class GELUFunction:
    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        t = torch.tanh(_u(x))
        ctx.save_for_backward(x, t)
        return 0.5 * x * (1 + t)

    @staticmethod
    def backward(ctx: Any, grad_output: Tensor) -> Tensor:
        x, t = ctx.saved_tensors
        slope_of_u = math.sqrt(2 / math.pi) * (1 + 3 * 0.044715 * x.square())
        return grad_output * (0.5 * (1 + t) + 0.5 * x * (1 - t * t) * slope_of_u)
