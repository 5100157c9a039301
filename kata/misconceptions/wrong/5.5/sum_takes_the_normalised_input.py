"""
title.en = "The residual sum starts at the normalised input"
title.zh = "残差求和从归一化后的输入出发"
text.en = "In pre-norm x is replaced by norm1(x) before the sum, so the block adds to the normalised vector. The sum takes x as it was before the norm: only then does the direct way from y back to x touch nothing."
text.zh = "在 pre-norm 中，求和之前 x 就被 norm1(x) 取代了，于是块是在归一化后的向量上相加。求和要用归一化之前的 x：只有这样，从 y 回到 x 的那条路才什么都不碰。"
guide = "5.5"
"""


class TransformerEncoderBlock:
    def forward(self, x: Tensor | np.ndarray, mask: np.ndarray | None = None) -> Tensor:
        x = as_tensor(x)
        if self.norm_first:
            x = self.norm1(x)
            a = x + self.dropout(self.attention(x, mask=mask))
            a = self.norm2(a)
            y = a + self.dropout(self.feed_forward(a))
        else:
            a = self.norm1(x + self.dropout(self.attention(x, mask=mask)))
            y = self.norm2(a + self.dropout(self.feed_forward(a)))
        return y
