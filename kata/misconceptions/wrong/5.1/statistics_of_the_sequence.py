"""
title.en = "Mean and variance are taken over the whole sequence"
title.zh = "均值和方差是对整个序列计算的"
text.en = "Mean and variance run over time and features together, so all positions of a sequence share them. Each position has to be normalised by itself, over the last axis alone, or positions are mixed."
text.zh = "均值和方差是对时间和特征一起计算的，于是一个序列的所有位置共用它们。每个位置应当单独归一化，只沿最后一个轴，否则各个位置就混在了一起。"
guide = "5.1"
"""


class LayerNorm:
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        d_model = self.weight.shape[0]
        if x.ndim == 0 or x.shape[-1] != d_model:
            raise ValueError(f"x must have shape (..., {d_model}), not {x.shape}")
        axes = (-2, -1) if x.ndim > 1 else -1
        centred = x - x.mean(axis=axes, keepdims=True)
        variance = (centred * centred).mean(axis=axes, keepdims=True)
        return centred / (variance + self.eps).sqrt() * self.weight + self.bias
