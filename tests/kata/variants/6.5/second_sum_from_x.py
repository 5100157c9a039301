class TransformerEncoderBlock:
    def forward(self, x, mask=None):
        residual = x
        h = self.norm1(x) if self.norm_first else x
        h = residual + self.dropout(self.attention(h, mask=mask))
        if not self.norm_first:
            h = self.norm1(h)
        inner = self.norm2(h) if self.norm_first else h
        out = residual + self.dropout(self.feed_forward(inner))
        return out if self.norm_first else self.norm2(out)
