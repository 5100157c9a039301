"""
title.en = "The layers are kept in a plain list"
title.zh = "各层放在普通列表里"
text.en = "FeedForward keeps its two layers in a Python list. What stands in a list is not registered: no optimizer sees their parameters, .to() leaves them behind, and the state is empty; assign each layer to an attribute of its own."
text.zh = "FeedForward 把两个层放在 Python 列表里。列表里的东西不会被登记：优化器看不到它们的参数，.to() 不会移动它们，状态也是空的；应当把每一层赋给它自己的属性。"
guide = "6.3"
"""

class FeedForward:
    def __init__(self, d_model: int, d_ff: int, activation: str = "relu") -> None:
        super().__init__()
        if activation not in ("relu", "gelu"):
            raise ValueError(f'activation must be "relu" or "gelu", not {activation!r}')
        self.layers = [Linear(d_model, d_ff), Linear(d_ff, d_model)]
        self.activation = activation

    def forward(self, x: Tensor) -> Tensor:
        hidden = self.layers[0](x)
        gelu = self.activation == "gelu"
        hidden = F.gelu(hidden, approximate="tanh") if gelu else F.relu(hidden)
        return self.layers[1](hidden)
