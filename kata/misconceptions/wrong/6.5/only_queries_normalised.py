"""
title.en = "Only the queries are normalised"
title.zh = "只有查询经过了归一化"
text.en = "In pre-norm the attention gets norm1(x) for its queries, but the raw x for keys and values. The sub-layer's one input is norm1(x), so all three are made of it."
text.zh = "在 pre-norm 中，注意力的查询用的是 norm1(x)，键和值用的却是原来的 x。子层的输入只有一个，就是 norm1(x)，所以三者都由它得出。"
guide = "6.5"
"""

class TransformerEncoderBlock:
    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        if self.norm_first:
            a = x + self.dropout(self.attention(self.norm1(x), x, x, mask))
            return a + self.dropout(self.feed_forward(self.norm2(a)))
        a = self.norm1(x + self.dropout(self.attention(x, x, x, mask)))
        return self.norm2(a + self.dropout(self.feed_forward(a)))
