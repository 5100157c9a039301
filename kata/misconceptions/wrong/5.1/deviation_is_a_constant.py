"""
title.en = "The deviation is treated as a constant"
title.zh = "把标准差当成了常数"
text.en = "The gradient of x goes through the mean, but not through the deviation s. Each feature changes s too, and so the part of ĝ along x̂, x̂ · mean(ĝ · x̂), has to be removed as well."
text.zh = "x 的梯度考虑了均值，却没有考虑标准差 s。每个特征也会改变 s，所以 ĝ 沿 x̂ 的部分，即 x̂ · mean(ĝ · x̂)，同样要去掉。"
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
            flow = g * weight
            flow = flow - flow.mean(axis=-1, keepdims=True)
            return flow / deviation, g * normal, g

        y = normal * weight + bias
        return Tensor.from_op(y, (x, self.weight, self.bias), vjp, "layer_norm")
