"""
title.en = "Mean and variance are treated as constants"
title.zh = "把均值和方差当成了常数"
text.en = "In the gradient of x mean and deviation count as constants, so ĝ is only divided by s. Both depend on every feature: the mean of ĝ and its part along x̂ have to be removed first."
text.zh = "求 x 的梯度时把均值和标准差当作常数，只是将 ĝ 除以 s。这两者取决于每一个特征：要先去掉 ĝ 的均值，以及它沿 x̂ 的部分。"
guide = "5.1"
"""


class LayerNorm:
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        weight, bias = self.weight.data, self.bias.data
        if x.ndim == 0 or x.shape[-1] != weight.size:
            raise ValueError(f"x must have shape (..., {weight.size}), not {x.shape}")
        centred = x.data - x.data.mean(axis=-1, keepdims=True)
        deviation = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + self.eps)
        normal = centred / deviation

        def vjp(g: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
            return g * weight / deviation, g * normal, g

        y = normal * weight + bias
        return Tensor.from_op(y, (x, self.weight, self.bias), vjp, "layer_norm")
