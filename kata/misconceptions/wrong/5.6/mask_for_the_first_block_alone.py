"""
title.en = "Only the first block gets the mask"
title.zh = "只有第一个块得到掩码"
text.en = "The mask goes to the first block, and the others are called without it. Padding is there in every layer: each block has an attention of its own, which needs the mask."
text.zh = "掩码只给了第一个块，调用其余的块时没有传。每一层都有填充：每个块都有自己的注意力，都需要掩码。"
guide = "5.6"
"""


class TransformerEncoder:
    def forward(self, x: Tensor | np.ndarray, mask: np.ndarray | None = None) -> Tensor:
        y = self.layers[0](x, mask)
        for layer in self.layers[1:]:
            y = layer(y)
        return y if self.norm is None else self.norm(y)
