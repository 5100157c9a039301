class TransformerEncoderBlock:
    def forward(self, x, mask=None):
        queries = self.norm1(x) if self.norm_first else x
        h = x + self.dropout(self.attention(query=queries, key=x, mask=mask))
        if self.norm_first:
            return h + self.dropout(self.feed_forward(self.norm2(h)))
        h = self.norm1(h)
        return self.norm2(h + self.dropout(self.feed_forward(h)))
