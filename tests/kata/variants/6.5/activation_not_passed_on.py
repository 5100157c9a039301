class TransformerEncoderBlock:
    def __init__(
        self, d_model, num_heads, d_ff, *, dropout=0.0, norm_first=True, activation="relu"
    ):
        nn.Module.__init__(self)
        self.activation, self.norm_first = activation, norm_first
        self.attention = MultiHeadAttention(d_model=d_model, num_heads=num_heads)
        self.feed_forward = FeedForward(d_model=d_model, d_ff=d_ff)
        self.norm1, self.norm2 = (LayerNorm(d_model) for _ in range(2))
        self.dropout = nn.Dropout(p=dropout)
