"""
title.en = "The slope of u is forgotten"
title.zh = "忘了 u 的斜率"
text.en = "The derivative of tanh u is taken as 1 - t², as if u were x itself. By the chain rule du/dx comes as a factor, and u has the slope √(2/π) (1 + 3 · 0.044715 x²)."
text.zh = "tanh u 的导数被写成 1 - t²，好像 u 就是 x 本身。按链式法则还要乘以 du/dx，而 u 的斜率是 √(2/π) (1 + 3 · 0.044715 x²)。"
guide = "6.2"
"""

class GELUFunction:
    @staticmethod
    def backward(ctx: Any, grad_output: Tensor) -> Tensor:
        x: Tensor = ctx.saved_tensors[0]
        t = torch.tanh(_u(x))
        return grad_output * (0.5 * (1 + t) + 0.5 * x * (1 - t * t))
