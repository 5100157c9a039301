"""
title.en = "Dropout goes on in evaluation"
title.zh = "评估时也在随机丢弃"
text.en = "The outputs go through F.dropout, whose training is True unless it is told otherwise. So model.eval() changes nothing, and every evaluation gives other numbers; the module self.dropout knows the mode."
text.zh = "输出经过的是 F.dropout，它的 training 不另作说明就是 True。于是 model.eval() 不起作用，每次评估都得到不同的数；模块 self.dropout 才知道当前的模式。"
guide = "6.5"
"""

class TransformerEncoderBlock:
    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        p = self.dropout.p
        if self.norm_first:
            a = x + F.dropout(self.attention(self.norm1(x), mask=mask), p)
            return a + F.dropout(self.feed_forward(self.norm2(a)), p)
        a = self.norm1(x + F.dropout(self.attention(x, mask=mask), p))
        return self.norm2(a + F.dropout(self.feed_forward(a), p))
