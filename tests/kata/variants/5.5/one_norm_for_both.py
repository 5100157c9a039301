class TransformerEncoderBlock:
    def __init__(
        self, d_model, num_heads, d_ff, *, dropout=0.0, norm_first=True, activation="relu", rng
    ):
        norm = LayerNorm(d_model)
        self.attention = MultiHeadAttention(d_model, num_heads, rng=rng)
        self.feed_forward = FeedForward(d_model, d_ff, activation, rng=rng)
        self.norm1 = norm
        self.norm2 = norm
        self.dropout = Dropout(dropout, rng=rng)
        self.norm_first = norm_first
