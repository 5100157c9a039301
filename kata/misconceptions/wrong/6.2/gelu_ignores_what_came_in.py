"""
title.en = "backward returns the slope alone"
title.zh = "backward 只返回斜率"
text.en = "The backward pass returns the slope of gelu and leaves grad_output out. A node has to return the gradient of the loss, which is its own slope times what came in from behind; the two are the same only where ones come in."
text.zh = "反向传播只返回了 gelu 的斜率，没有用 grad_output。节点应当返回损失的梯度，也就是自己的斜率乘以后面传来的梯度；只有传来的全是 1 时两者才相同。"
guide = "6.2"
"""

class GELUFunction:
    @staticmethod
    def backward(ctx: Any, grad_output: Tensor) -> Tensor:
        x: Tensor = ctx.saved_tensors[0]
        t = torch.tanh(_u(x))
        slope_of_u = math.sqrt(2 / math.pi) * (1 + 3 * 0.044715 * x.square())
        return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * slope_of_u
