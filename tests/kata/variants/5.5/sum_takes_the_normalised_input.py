class TransformerEncoderBlock:
    def forward(self, x, mask=None):
        h = as_tensor(x)
        for norm, layer in (
            (self.norm1, lambda v: self.attention(v, mask=mask)),
            (self.norm2, self.feed_forward),
        ):
            if self.norm_first:
                h = norm(h)
            h = h + self.dropout(layer(h))
            if not self.norm_first:
                h = norm(h)
        return h
