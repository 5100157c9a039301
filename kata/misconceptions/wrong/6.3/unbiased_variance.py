"""
title.en = "The variance is the unbiased one"
title.zh = "用了无偏方差"
text.en = "The variance comes from x.var, which divides by D - 1 unless it is told otherwise. LayerNorm divides by D, the number of features: say correction=0."
text.zh = "方差来自 x.var，不另作说明时它除以 D - 1。LayerNorm 除以特征数 D：要写明 correction=0。"
guide = "6.3"
"""

class LayerNorm:
    def forward(self, x: Tensor) -> Tensor:
        d_model = len(self.weight)
        if x.ndim == 0 or x.shape[-1] != d_model:
            raise ValueError(f"x must have shape (..., {d_model}), not {tuple(x.shape)}")
        mean = x.mean(dim=-1, keepdim=True)
        variance = x.var(dim=-1, keepdim=True)
        return (x - mean) / torch.sqrt(variance + self.eps) * self.weight + self.bias
