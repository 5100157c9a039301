"""
title.en = "Both sub-layers share one norm"
title.zh = "两个子层共用一个归一化"
text.en = "norm2 is the same module as norm1, so gain and shift are shared. Each sub-layer needs a norm of its own: what goes into them is not alike, and each has parameters to learn."
text.zh = "norm2 与 norm1 是同一个模块，增益和偏移因此是共用的。每个子层都要有自己的归一化：它们的输入并不一样，各有各的参数要学。"
guide = "6.5"
"""

class TransformerEncoderBlock:
    def __init__(
        self, d_model, num_heads, d_ff, *, dropout=0.0, norm_first=True, activation="relu"
    ) -> None:
        super().__init__()
        self.attention = MultiHeadAttention(d_model, num_heads)
        self.feed_forward = FeedForward(d_model, d_ff, activation)
        self.norm1 = self.norm2 = LayerNorm(d_model)
        self.dropout = nn.Dropout(dropout)
        self.norm_first = norm_first
