"""
title.en = "The sum takes the normalised x"
title.zh = "求和用了归一化之后的 x"
text.en = "In pre-norm x itself is replaced by norm1(x), and the sums go on from there. The residual has to be the x before the norm, so that a block with zeroed sub-layers is the identity and gradients have a free way."
text.zh = "在 pre-norm 中，x 本身被换成了 norm1(x)，求和就从它开始。残差应当是归一化之前的 x，这样子层为零的块就是恒等映射，梯度也才有一条畅通的路。"
guide = "6.5"
"""

class TransformerEncoderBlock:
    def forward(self, x: Tensor, mask: Tensor | None = None) -> Tensor:
        if self.norm_first:
            x = self.norm1(x)
            x = x + self.dropout(self.attention(x, mask=mask))
            x = self.norm2(x)
            return x + self.dropout(self.feed_forward(x))
        a = self.norm1(x + self.dropout(self.attention(x, mask=mask)))
        return self.norm2(a + self.dropout(self.feed_forward(a)))
