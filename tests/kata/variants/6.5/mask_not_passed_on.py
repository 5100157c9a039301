class TransformerEncoderBlock:
    def forward(self, x, mask=None):
        for layer, norm in ((self.attention, self.norm1), (self.feed_forward, self.norm2)):
            if self.norm_first:
                x = x + self.dropout(layer(norm(x)))
            else:
                x = norm(x + self.dropout(layer(x)))
        return x
