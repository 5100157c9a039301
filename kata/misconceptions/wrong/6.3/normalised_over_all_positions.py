"""
title.en = "All positions are normalised together"
title.zh = "所有位置一起归一化"
text.en = "Mean and variance are taken over the whole tensor. Each position has to be normalised by itself, over its features only; else what comes out for one depends on all the others in the batch."
text.zh = "均值和方差是对整个张量求的。每个位置应当只在自己的特征上单独归一化；否则一个位置的结果会取决于批量里所有其他的位置。"
guide = "6.3"
"""

class LayerNorm:
    def forward(self, x: Tensor) -> Tensor:
        d_model = len(self.weight)
        if x.ndim == 0 or x.shape[-1] != d_model:
            raise ValueError(f"x must have shape (..., {d_model}), not {tuple(x.shape)}")
        mean, variance = x.mean(), x.var(correction=0)
        return (x - mean) / torch.sqrt(variance + self.eps) * self.weight + self.bias
