"""
title.en = "Post-norm normalises before the sum"
title.zh = "post-norm 在求和之前就归一化了"
text.en = "In post-norm only the output of the sub-layer is normalised, and x is added afterwards. Post-norm normalises the whole sum, norm1(x + attention(x)), so that every block ends with mean 0 and variance 1."
text.zh = "在 post-norm 中，只归一化了子层的输出，然后才加上 x。post-norm 归一化的是整个和，norm1(x + attention(x))，这样每个块结束时均值为 0、方差为 1。"
guide = "5.5"
"""


class TransformerEncoderBlock:
    def forward(self, x: Tensor | np.ndarray, mask: np.ndarray | None = None) -> Tensor:
        x = as_tensor(x)
        if self.norm_first:
            a = x + self.dropout(self.attention(self.norm1(x), mask=mask))
            y = a + self.dropout(self.feed_forward(self.norm2(a)))
        else:
            a = x + self.norm1(self.dropout(self.attention(x, mask=mask)))
            y = a + self.norm2(self.dropout(self.feed_forward(a)))
        return y
