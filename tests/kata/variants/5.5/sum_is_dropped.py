class TransformerEncoderBlock:
    def forward(self, x, mask=None):
        h = as_tensor(x)
        if self.norm_first:
            h = self.dropout(h + self.attention(self.norm1(h), mask=mask))
            return self.dropout(h + self.feed_forward(self.norm2(h)))
        for norm, layer in (
            (self.norm1, lambda v: self.attention(v, mask=mask)),
            (self.norm2, self.feed_forward),
        ):
            h = norm(self.dropout(h + layer(h)))
        return h
