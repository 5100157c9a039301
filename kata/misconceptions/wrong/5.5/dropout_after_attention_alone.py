"""
title.en = "Only attention has dropout"
title.zh = "只有注意力之后有随机失活"
text.en = "What attention gives is dropped, but what the feed-forward network gives is not. Dropout stands after each of the two sub-layers, before its sum."
text.zh = "注意力的输出经过了随机失活，前馈网络的输出却没有。两个子层之后、各自的求和之前，都要有随机失活。"
guide = "5.5"
"""


class TransformerEncoderBlock:
    def forward(self, x: Tensor | np.ndarray, mask: np.ndarray | None = None) -> Tensor:
        x = as_tensor(x)
        if self.norm_first:
            a = x + self.dropout(self.attention(self.norm1(x), mask=mask))
            y = a + self.feed_forward(self.norm2(a))
        else:
            a = self.norm1(x + self.dropout(self.attention(x, mask=mask)))
            y = self.norm2(a + self.feed_forward(a))
        return y
