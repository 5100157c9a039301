"""
title.en = "Mean and variance are taken over the batch"
title.zh = "均值和方差是沿批量计算的"
text.en = "Mean and variance run over the first axis, over the vectors of the batch, which is batch normalisation. In layer normalisation each vector is normalised by itself, over its own features on the last axis."
text.zh = "均值和方差沿第一个轴，即沿批量中的各个向量计算，那是批量归一化。层归一化单独处理每个向量，沿最后一个轴，即它自己的特征。"
guide = "5.1"
"""


class LayerNorm:
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        d_model = self.weight.shape[0]
        if x.ndim == 0 or x.shape[-1] != d_model:
            raise ValueError(f"x must have shape (..., {d_model}), not {x.shape}")
        centred = x - x.mean(axis=0, keepdims=True)
        variance = (centred * centred).mean(axis=0, keepdims=True)
        return centred / (variance + self.eps).sqrt() * self.weight + self.bias
