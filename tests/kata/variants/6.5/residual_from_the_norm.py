class TransformerEncoderBlock:
    def forward(self, x, mask=None):
        layers = [
            (self.norm1, lambda h: self.attention(h, mask=mask)),
            (self.norm2, self.feed_forward),
        ]
        for norm, layer in layers:
            if self.norm_first:
                x = norm(x)
            x = torch.add(x, self.dropout(layer(x)))
            if not self.norm_first:
                x = norm(x)
        return x
