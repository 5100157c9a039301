"""
title.en = "eps stands outside the root"
title.zh = "eps 放在了根号外面"
text.en = "The sum is divided by σ + eps and not by √(σ² + eps). For ordinary vectors the two hardly differ, but where σ is small, or eps is not, they give quite different numbers."
text.zh = "除数是 σ + eps，而不是 √(σ² + eps)。对普通的向量两者几乎一样，但 σ 很小或 eps 不小时，得到的数就大不相同。"
guide = "6.3"
"""

class LayerNorm:
    def forward(self, x: Tensor) -> Tensor:
        d_model = len(self.weight)
        if x.ndim == 0 or x.shape[-1] != d_model:
            raise ValueError(f"x must have shape (..., {d_model}), not {tuple(x.shape)}")
        mean = x.mean(dim=-1, keepdim=True)
        std = x.std(dim=-1, correction=0, keepdim=True)
        return (x - mean) / (std + self.eps) * self.weight + self.bias
