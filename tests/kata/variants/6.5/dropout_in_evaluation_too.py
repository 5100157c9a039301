class TransformerEncoderBlock:
    def forward(self, x, mask=None):
        def drop(y):
            return torch.dropout(y, self.dropout.p, True)

        if not self.norm_first:
            x = self.norm1(x + drop(self.attention(x, mask=mask)))
            return self.norm2(x + drop(self.feed_forward(x)))
        x = x + drop(self.attention(self.norm1(x), mask=mask))
        return x + drop(self.feed_forward(self.norm2(x)))
