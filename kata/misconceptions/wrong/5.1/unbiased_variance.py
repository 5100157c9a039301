"""
title.en = "The variance is divided by D − 1"
title.zh = "方差除以了 D − 1"
text.en = "The variance is the unbiased one of statistics, divided by D − 1. Layer normalisation divides by D, the biased one; the features are all there is, not a sample of more."
text.zh = "用的是统计学里的无偏方差，除以 D − 1。层归一化用有偏方差，除以 D；这些特征就是全部，而不是从更多特征里抽出的样本。"
guide = "5.1"
"""


class LayerNorm:
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        d_model = self.weight.shape[0]
        if x.ndim == 0 or x.shape[-1] != d_model:
            raise ValueError(f"x must have shape (..., {d_model}), not {x.shape}")
        centred = x - x.mean(axis=-1, keepdims=True)
        variance = (centred * centred).sum(axis=-1, keepdims=True) / (d_model - 1)
        return centred / (variance + self.eps).sqrt() * self.weight + self.bias
