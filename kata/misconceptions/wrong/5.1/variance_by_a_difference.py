"""
title.en = "The variance is a difference of two large numbers"
title.zh = "方差是两个大数之差"
text.en = "The variance is computed as mean(x²) − μ², a difference of two nearly equal numbers where the mean is large, and all its digits are lost. Subtract the mean first and average the squares of what is left."
text.zh = "方差按 mean(x²) − μ² 计算，均值很大时，这是两个几乎相等的数之差，有效数字全都丢了。要先减去均值，再对剩下部分的平方求平均。"
guide = "5.1"
"""


class LayerNorm:
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        d_model = self.weight.shape[0]
        if x.ndim == 0 or x.shape[-1] != d_model:
            raise ValueError(f"x must have shape (..., {d_model}), not {x.shape}")
        mean = x.mean(axis=-1, keepdims=True)
        variance = (x * x).mean(axis=-1, keepdims=True) - mean * mean
        return (x - mean) / (variance + self.eps).sqrt() * self.weight + self.bias
