class TransformerEncoderBlock:
    def forward(self, x, mask=None):
        h = as_tensor(x)
        attend = lambda v: self.dropout(self.attention(v, mask=mask))
        think = lambda v: self.dropout(self.feed_forward(v))
        if not self.norm_first:
            h = h + attend(self.norm1(h))
            return h + think(self.norm2(h))
        h = self.norm1(h + attend(h))
        return self.norm2(h + think(h))
