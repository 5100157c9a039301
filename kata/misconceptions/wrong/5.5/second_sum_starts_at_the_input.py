"""
title.en = "The second sum starts at x again"
title.zh = "第二个求和又从 x 出发"
text.en = "The output of the feed-forward network is added to x, not to a, so what attention has added is lost from the direct way. The second sum starts where the first one ended."
text.zh = "前馈网络的输出加到了 x 上，而不是 a 上，于是注意力添加的东西从直通的路上丢失了。第二个求和要从第一个求和结束的地方出发。"
guide = "5.5"
"""


class TransformerEncoderBlock:
    def forward(self, x: Tensor | np.ndarray, mask: np.ndarray | None = None) -> Tensor:
        x = as_tensor(x)
        if self.norm_first:
            a = x + self.dropout(self.attention(self.norm1(x), mask=mask))
            y = x + self.dropout(self.feed_forward(self.norm2(a)))
        else:
            a = self.norm1(x + self.dropout(self.attention(x, mask=mask)))
            y = self.norm2(x + self.dropout(self.feed_forward(a)))
        return y
