class TransformerEncoderBlock:
    def forward(self, x, mask=None):
        x = as_tensor(x)
        if not self.norm_first:
            h = self.norm1(self.dropout(self.attention(x, x, x, mask)) + x)
            return self.norm2(self.dropout(self.feed_forward(h)) + x)
        n = self.norm1(x)
        h = self.dropout(self.attention(n, n, n, mask)) + x
        return self.dropout(self.feed_forward(self.norm2(h))) + x
