"""
title.en = "Dropout falls on the whole sum"
title.zh = "随机失活作用在整个和上"
text.en = "Dropout is applied to the residual sum, so that it drops parts of x too. Only what a sub-layer gives is to be dropped; the residual path has to stay open."
text.zh = "随机失活作用在残差求和的结果上，于是 x 的一部分也被丢弃了。该丢弃的只是子层给出的东西；残差这条路必须保持畅通。"
guide = "6.5"
"""

class TransformerEncoderBlock:
    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        if self.norm_first:
            a = self.dropout(x + self.attention(self.norm1(x), mask=mask))
            return self.dropout(a + self.feed_forward(self.norm2(a)))
        a = self.norm1(self.dropout(x + self.attention(x, mask=mask)))
        return self.norm2(self.dropout(a + self.feed_forward(a)))
