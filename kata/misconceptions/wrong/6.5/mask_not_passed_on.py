"""
title.en = "The mask is not passed on"
title.zh = "没有把掩码传下去"
text.en = "forward takes a mask and does nothing with it, so the attention sees every position, padding too. Without a mask all is well, and with one nothing complains: the mask has to be handed to the attention."
text.zh = "forward 接受了掩码，却没有用它，于是注意力看得见所有位置，填充也看得见。没有掩码时一切正常，有掩码时也不报错：必须把掩码交给注意力。"
guide = "6.5"
"""

class TransformerEncoderBlock:
    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        if self.norm_first:
            a = x + self.dropout(self.attention(self.norm1(x)))
            return a + self.dropout(self.feed_forward(self.norm2(a)))
        a = self.norm1(x + self.dropout(self.attention(x)))
        return self.norm2(a + self.dropout(self.feed_forward(a)))
