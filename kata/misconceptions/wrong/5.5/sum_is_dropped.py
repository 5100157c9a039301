"""
title.en = "Dropout is applied to the sum"
title.zh = "随机失活用在了和上"
text.en = "Dropout is applied to the whole sum, so elements of x itself are set to 0. It stands after each sub-layer and before the sum: the direct way from x to y always stays whole."
text.zh = "随机失活用在了整个和上，于是 x 自己的元素也被设为 0。它应当放在每个子层之后、求和之前：从 x 直通 y 的路要始终完整。"
guide = "5.5"
"""


class TransformerEncoderBlock:
    def forward(self, x: Tensor | np.ndarray, mask: np.ndarray | None = None) -> Tensor:
        x = as_tensor(x)
        if self.norm_first:
            a = self.dropout(x + self.attention(self.norm1(x), mask=mask))
            y = self.dropout(a + self.feed_forward(self.norm2(a)))
        else:
            a = self.norm1(self.dropout(x + self.attention(x, mask=mask)))
            y = self.norm2(self.dropout(a + self.feed_forward(a)))
        return y
