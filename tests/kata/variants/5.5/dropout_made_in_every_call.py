class TransformerEncoderBlock:
    def __init__(
        self, d_model, num_heads, d_ff, *, dropout=0.0, norm_first=True, activation="relu", rng
    ):
        self.norm_first = norm_first
        self.attention = MultiHeadAttention(d_model, num_heads, rng=rng)
        self.feed_forward = FeedForward(d_model, d_ff, activation, rng=rng)
        self.norm1, self.norm2 = LayerNorm(d_model), LayerNorm(d_model)
        self.drop = lambda h: Dropout(dropout, rng=rng)(h)

    def forward(self, x, mask=None):
        h = as_tensor(x)
        attend = lambda v: self.drop(self.attention(v, mask=mask))
        think = lambda v: self.drop(self.feed_forward(v))
        if self.norm_first:
            h = h + attend(self.norm1(h))
            return h + think(self.norm2(h))
        h = self.norm1(h + attend(h))
        return self.norm2(h + think(h))
