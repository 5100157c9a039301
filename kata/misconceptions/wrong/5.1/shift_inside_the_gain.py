"""
title.en = "The shift is multiplied by the gain"
title.zh = "偏移也乘上了增益"
text.en = "The shift is added before the multiplication by the gain, so the gain stretches it too. The order is scale, then shift: y = x̂ · weight + bias."
text.zh = "在乘以增益之前就加上了偏移，于是增益把偏移也放大了。次序是先缩放，再平移：y = x̂ · weight + bias。"
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
        return (centred / (variance + self.eps).sqrt() + self.bias) * self.weight
