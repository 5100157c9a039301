class TransformerEncoderBlock:
    def forward(self, x, mask=None):
        x = as_tensor(x)
        before = self.norm_first
        h = self.attention(self.norm1(x) if before else x, key=x, value=x, mask=mask)
        h = x + self.dropout(h)
        h = h if before else self.norm1(h)
        y = h + self.dropout(self.feed_forward(self.norm2(h) if before else h))
        return y if before else self.norm2(y)
