"""
title.en = "Every block gets the input"
title.zh = "每个块得到的都是输入"
text.en = "Each block is called on x, so only the last one counts, and the others get no gradient. Each block works on what the one before it has given: yₙ = layersₙ(yₙ₋₁)."
text.zh = "每个块都作用于 x，所以只有最后一个起作用，其余的得不到梯度。每个块要作用于前一个块的输出：yₙ = layersₙ(yₙ₋₁)。"
guide = "5.6"
"""


class TransformerEncoder:
    def forward(self, x: Tensor | np.ndarray, mask: np.ndarray | None = None) -> Tensor:
        x = as_tensor(x)
        for layer in self.layers:
            y = layer(x, mask)
        return y if self.norm is None else self.norm(y)
