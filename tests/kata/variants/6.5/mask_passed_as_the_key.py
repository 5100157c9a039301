class TransformerEncoderBlock:
    def forward(self, x, mask=None):
        def sublayer(number, h):
            out = self.feed_forward(h) if number else self.attention(h, mask)
            return self.dropout(out)

        for number, norm in enumerate([self.norm1, self.norm2]):
            if self.norm_first:
                x = x + sublayer(number, norm(x))
            else:
                x = norm(x + sublayer(number, x))
        return x
