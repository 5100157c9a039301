"""
title.en = "The gain is missing in the gradient of x"
title.zh = "x 的梯度里少了增益"
text.en = "The gradient of x is computed from g, the gradient of y. What reaches x̂ is ĝ = g · weight, and that is what the formula takes; with gains of 1, as at the start, nobody notices."
text.zh = "x 的梯度是由 y 的梯度 g 算出的。传到 x̂ 的是 ĝ = g · weight，公式里要用它；增益全为 1 时，就像刚开始那样，谁也看不出来。"
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
            along = (g * normal).mean(axis=-1, keepdims=True)
            grad_x = (g - g.mean(axis=-1, keepdims=True) - normal * along) / deviation
            return grad_x, g * normal, g

        y = normal * weight + bias
        return Tensor.from_op(y, (x, self.weight, self.bias), vjp, "layer_norm")
