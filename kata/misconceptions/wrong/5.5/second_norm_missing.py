"""
title.en = "The second norm is missing"
title.zh = "少了第二个归一化"
text.en = "In pre-norm the feed-forward network gets a as it is, without norm2. Each sub-layer has a norm before it: the sum a may have any size."
text.zh = "在 pre-norm 中，前馈网络得到的是原样的 a，没有经过 norm2。每个子层之前都有一个归一化：和 a 的大小可以是任意的。"
guide = "5.5"
"""


class TransformerEncoderBlock:
    def forward(self, x: Tensor | np.ndarray, mask: np.ndarray | None = None) -> Tensor:
        x = as_tensor(x)
        if self.norm_first:
            a = x + self.dropout(self.attention(self.norm1(x), mask=mask))
            y = a + self.dropout(self.feed_forward(a))
        else:
            a = self.norm1(x + self.dropout(self.attention(x, mask=mask)))
            y = self.norm2(a + self.dropout(self.feed_forward(a)))
        return y
