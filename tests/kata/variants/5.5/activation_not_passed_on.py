class TransformerEncoderBlock:
    def __init__(
        self, d_model, num_heads, d_ff, *, dropout=0.0, norm_first=True, activation="relu", rng
    ):
        self.norm_first = norm_first
        self.attention = MultiHeadAttention(d_model, num_heads, rng=rng)
        self.feed_forward = FeedForward(d_model=d_model, d_ff=d_ff, rng=rng)
        self.norm1, self.norm2 = LayerNorm(d_model), LayerNorm(d_model)
        self.dropout = Dropout(dropout, rng=rng)
