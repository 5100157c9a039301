"""
title.en = "The activation is not passed on"
title.zh = "没有把激活函数传下去"
text.en = "The feed-forward network is made without the activation that the block was asked for, and so has relu always. The default hides the mistake, since a block with relu is right."
text.zh = "前馈网络创建时没有得到块所要求的激活函数，所以永远是 relu。默认值把错误掩盖了，因为用 relu 的块是对的。"
guide = "6.5"
"""

class TransformerEncoderBlock:
    def __init__(
        self, d_model, num_heads, d_ff, *, dropout=0.0, norm_first=True, activation="relu"
    ) -> None:
        super().__init__()
        self.attention = MultiHeadAttention(d_model, num_heads)
        self.feed_forward = FeedForward(d_model, d_ff)
        self.norm1 = LayerNorm(d_model)
        self.norm2 = LayerNorm(d_model)
        self.dropout = nn.Dropout(dropout)
        self.norm_first = norm_first
