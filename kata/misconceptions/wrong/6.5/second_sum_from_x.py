"""
title.en = "The second sum starts at x again"
title.zh = "第二个求和又从 x 出发"
text.en = "The output of the feed-forward network is added to the x that came into the block, and not to the first sum. So what the attention found reaches the output through the network only, and its own sum is lost."
text.zh = "前馈网络的输出加在了进入块的 x 上，而不是第一个求和的结果上。这样，注意力得到的东西只能经过网络到达输出，它自己的那个求和就丢了。"
guide = "6.5"
"""

class TransformerEncoderBlock:
    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        if self.norm_first:
            a = x + self.dropout(self.attention(self.norm1(x), mask=mask))
            return x + self.dropout(self.feed_forward(self.norm2(a)))
        a = self.norm1(x + self.dropout(self.attention(x, mask=mask)))
        return self.norm2(x + self.dropout(self.feed_forward(a)))
