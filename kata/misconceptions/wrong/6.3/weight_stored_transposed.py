"""
title.en = "The weight has the shape (in, out)"
title.zh = "权重的形状成了 (in, out)"
text.en = "The weight is made with the inputs on its first axis, and y = x W. The layer alone computes well, but PyTorch keeps (out_features, in_features) and y = x Wᵀ, so no state of another linear layer fits into it."
text.zh = "权重的第一个轴放的是输入，于是 y = x W。单看这一层算得没错，但 PyTorch 存的是 (out_features, in_features)，即 y = x Wᵀ，别的线性层的状态因此都装不进来。"
guide = "6.3"
"""

class Linear:
    def __init__(self, in_features: int, out_features: int, bias: bool = True) -> None:
        super().__init__()
        if min(in_features, out_features) < 1:
            raise ValueError(f"sizes must be at least 1, not {in_features} and {out_features}")
        bound = 1 / math.sqrt(in_features)
        self.weight = nn.Parameter(torch.empty(in_features, out_features).uniform_(-bound, bound))
        self.bias = (
            nn.Parameter(torch.empty(out_features).uniform_(-bound, bound)) if bias else None
        )

    def forward(self, x: Tensor) -> Tensor:
        in_features = self.weight.shape[0]
        if x.ndim == 0 or x.shape[-1] != in_features:
            raise ValueError(f"x must have shape (..., {in_features}), not {tuple(x.shape)}")
        y = x @ self.weight
        return y if self.bias is None else y + self.bias
