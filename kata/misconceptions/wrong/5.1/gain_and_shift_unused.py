"""
title.en = "Gain and shift are not used"
title.zh = "增益和偏移没有用上"
text.en = "The normalised vector is returned as it is; weight and bias exist, but take no part. They let the network choose scale and offset for each feature, and unused they never get a gradient."
text.zh = "归一化的向量原样返回了；weight 和 bias 虽然存在，却没有参与。它们让网络为每个特征选择尺度和偏移，不用上就永远得不到梯度。"
guide = "5.1"
"""


class LayerNorm:
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        d_model = self.weight.shape[0]
        if x.ndim == 0 or x.shape[-1] != d_model:
            raise ValueError(f"x must have shape (..., {d_model}), not {x.shape}")
        centred = x - x.mean(axis=-1, keepdims=True)
        variance = (centred * centred).mean(axis=-1, keepdims=True)
        return centred / (variance + self.eps).sqrt()
