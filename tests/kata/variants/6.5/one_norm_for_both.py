class TransformerEncoderBlock:
    def __init__(
        self, d_model, num_heads, d_ff, *, dropout=0.0, norm_first=True, activation="relu"
    ):
        nn.Module.__init__(self)
        norm = LayerNorm(d_model)
        parts = {
            "attention": MultiHeadAttention(d_model, num_heads),
            "feed_forward": FeedForward(d_model, d_ff, activation),
            "norm1": norm,
            "norm2": norm,
            "dropout": nn.Dropout(dropout),
        }
        for name, part in parts.items():
            self.add_module(name, part)
        self.norm_first = norm_first
