class TransformerEncoderBlock:
    def forward(self, x, mask=None):
        for norm, kind in ((self.norm1, "attention"), (self.norm2, "network")):
            h = norm(x) if self.norm_first else x
            out = self.attention(h, mask=mask) if kind == "attention" else self.feed_forward(h)
            x = x + self.dropout(out) if self.norm_first else self.dropout(norm(x + out))
        return x
