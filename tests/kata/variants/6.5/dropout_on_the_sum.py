class TransformerEncoderBlock:
    def forward(self, x, mask=None):
        h = self.norm1(x) if self.norm_first else x
        x = self.dropout(self.attention(h, mask=mask) + x)
        if not self.norm_first:
            x = self.norm1(x)
        h = self.norm2(x) if self.norm_first else x
        x = self.dropout(self.feed_forward(h) + x)
        return x if self.norm_first else self.norm2(x)
