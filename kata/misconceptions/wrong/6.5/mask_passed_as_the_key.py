"""
title.en = "The mask is passed as the key"
title.zh = "把掩码当成键传了进去"
text.en = "The attention is called with x and the mask as its second argument, where it expects the key. Pass it by its name, mask=mask; without a mask the mistake does not show."
text.zh = "调用注意力时，掩码写成了第二个参数，而那里应当是键。要写明名字来传：mask=mask；没有掩码时这个错误不会显露。"
guide = "6.5"
"""

class TransformerEncoderBlock:
    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        if self.norm_first:
            a = x + self.dropout(self.attention(self.norm1(x), mask))
            return a + self.dropout(self.feed_forward(self.norm2(a)))
        a = self.norm1(x + self.dropout(self.attention(x, mask)))
        return self.norm2(a + self.dropout(self.feed_forward(a)))
