"""
title.en = "Only the queries are normalised"
title.zh = "只有查询归一化了"
text.en = "In pre-norm attention gets norm1(x) as the query, but x as key and value. In self-attention all three are the same vectors, the normalised ones."
text.zh = "在 pre-norm 中，注意力的查询是 norm1(x)，键和值却是 x。在自注意力里，三者是同样的向量，即归一化之后的向量。"
guide = "5.5"
"""


class TransformerEncoderBlock:
    def forward(self, x: Tensor | np.ndarray, mask: np.ndarray | None = None) -> Tensor:
        x = as_tensor(x)
        if self.norm_first:
            a = x + self.dropout(self.attention(self.norm1(x), x, x, mask=mask))
            y = a + self.dropout(self.feed_forward(self.norm2(a)))
        else:
            a = self.norm1(x + self.dropout(self.attention(x, mask=mask)))
            y = self.norm2(a + self.dropout(self.feed_forward(a)))
        return y
