"""
title.en = "One of the two means is taken of g"
title.zh = "两个均值中有一个取自 g"
text.en = "The gradient of x is made of ĝ = g · weight throughout, but the mean along x̂ is taken of g · x̂. While the gain is 1, as it starts, both are the same; afterwards the part that is removed is the wrong one."
text.zh = "x 的梯度处处都应由 ĝ = g · weight 组成，而沿 x̂ 的均值却取自 g · x̂。增益为初始值 1 时两者相同；此后去掉的那一部分就不对了。"
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
            along = normal * (g * normal).mean(axis=-1, keepdims=True)
            flow = flow - flow.mean(axis=-1, keepdims=True) - along
            return flow / deviation, g * normal, g

        y = normal * weight + bias
        return Tensor.from_op(y, (x, self.weight, self.bias), vjp, "layer_norm")
