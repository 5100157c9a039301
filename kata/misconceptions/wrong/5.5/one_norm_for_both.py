"""
title.en = "Both sub-layers share one norm"
title.zh = "两个子层共用一个归一化"
text.en = "norm1 and norm2 are the same LayerNorm, so there is only one gain and one shift. The two stand at different places and see different vectors: each needs parameters of its own."
text.zh = "norm1 和 norm2 是同一个 LayerNorm，所以只有一份增益和偏移。两者所在的地方不同，看到的向量也不同：各自需要自己的参数。"
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
        self.feed_forward = FeedForward(d_model, d_ff, activation, rng=rng)
        self.norm1 = self.norm2 = LayerNorm(d_model)
        self.dropout = Dropout(dropout, rng=rng)
        self.norm_first = norm_first
