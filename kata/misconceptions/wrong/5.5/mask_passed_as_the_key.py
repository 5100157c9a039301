"""
title.en = "The mask is passed as the key"
title.zh = "掩码当作键传了进去"
text.en = "attention(x, mask) hands the mask over as the second argument, which is the key. The mask is the fourth one and has to be named: mask=mask."
text.zh = "attention(x, mask) 把掩码作为第二个参数传了进去，而那是键。掩码是第四个参数，要写出名字：mask=mask。"
guide = "5.5"
"""


class TransformerEncoderBlock:
    def forward(self, x: Tensor | np.ndarray, mask: np.ndarray | None = None) -> Tensor:
        x = as_tensor(x)
        if self.norm_first:
            a = x + self.dropout(self.attention(self.norm1(x), mask))
            y = a + self.dropout(self.feed_forward(self.norm2(a)))
        else:
            a = self.norm1(x + self.dropout(self.attention(x, mask)))
            y = self.norm2(a + self.dropout(self.feed_forward(a)))
        return y
