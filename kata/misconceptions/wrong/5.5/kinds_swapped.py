"""
title.en = "Pre-norm and post-norm are swapped"
title.zh = "pre-norm 与 post-norm 弄反了"
text.en = "With norm_first=True the block normalises after the sums, and with False before the sub-layers. The name says it: norm_first means that the norm comes first, before the sub-layer."
text.zh = "norm_first=True 时，块在求和之后归一化，为 False 时反而在子层之前。名字已经说明：norm_first 就是归一化在先，在子层之前。"
guide = "5.5"
"""


class TransformerEncoderBlock:
    def forward(self, x: Tensor | np.ndarray, mask: np.ndarray | None = None) -> Tensor:
        x = as_tensor(x)
        if self.norm_first:
            a = self.norm1(x + self.dropout(self.attention(x, mask=mask)))
            y = self.norm2(a + self.dropout(self.feed_forward(a)))
        else:
            a = x + self.dropout(self.attention(self.norm1(x), mask=mask))
            y = a + self.dropout(self.feed_forward(self.norm2(a)))
        return y
