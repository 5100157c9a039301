"""
title.en = "The activation is not passed on"
title.zh = "激活函数没有传下去"
text.en = "The feed-forward network is made without the activation asked for, so it is always relu. The argument has a default there, and nothing raises an error where it is forgotten."
text.zh = "创建前馈网络时没有传入所要的激活函数，所以它总是 relu。这个参数在那里有默认值，漏了也不会报错。"
guide = "5.5"
"""


class TransformerEncoderBlock:
    def __init__(
        self,
        d_model: int,
        num_heads: int,
        d_ff: int,
        *,
        dropout: float = 0.0,
        norm_first: bool = True,
        activation: str = "relu",
        rng: np.random.Generator,
    ) -> None:
        self.attention = MultiHeadAttention(d_model, num_heads, rng=rng)
        self.feed_forward = FeedForward(d_model, d_ff, rng=rng)
        self.norm1 = LayerNorm(d_model)
        self.norm2 = LayerNorm(d_model)
        self.dropout = Dropout(dropout, rng=rng)
        self.norm_first = norm_first
