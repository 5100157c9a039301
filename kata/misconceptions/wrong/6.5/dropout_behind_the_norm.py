"""
title.en = "In post-norm dropout comes after the norm"
title.zh = "在 post-norm 中随机失活放在归一化之后"
text.en = "In post-norm the normalised sum is dropped, and what the sub-layer gives goes into the sum whole. Dropout stands before the sum, on the sub-layer's output alone; behind the norm it cuts holes into all that the next layer sees."
text.zh = "在 post-norm 中，被丢弃的是归一化之后的和，子层的输出则完整地进入求和。随机失活应当放在求和之前，只作用于子层的输出；放在归一化之后，下一层看到的一切就都有了窟窿。"
guide = "6.5"
"""

class TransformerEncoderBlock:
    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        if self.norm_first:
            a = x + self.dropout(self.attention(self.norm1(x), mask=mask))
            return a + self.dropout(self.feed_forward(self.norm2(a)))
        a = self.dropout(self.norm1(x + self.attention(x, mask=mask)))
        return self.dropout(self.norm2(a + self.feed_forward(a)))
