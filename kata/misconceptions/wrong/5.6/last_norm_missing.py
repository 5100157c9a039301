"""
title.en = "The last norm is not applied"
title.zh = "没有用上最后的归一化"
text.en = "After pre-norm blocks the sum is handed out as it is, and norm is made but not used. Pre-norm blocks only add, so the sum may have grown, and nothing has normalised it yet."
text.zh = "pre-norm 的块之后，和原样交了出去，norm 创建了却没有用上。pre-norm 的块只做加法，和可能已经变大，而且还没有归一化过。"
guide = "5.6"
"""


class TransformerEncoder:
    def forward(self, x: Tensor | np.ndarray, mask: np.ndarray | None = None) -> Tensor:
        y = as_tensor(x)
        for layer in self.layers:
            y = layer(y, mask)
        return y
