class DecoderBlock:
    def forward_cached(self, x, cache, layer):
        attention = lambda y: self.attn.forward_cached(y, cache, layer)
        for norm, sublayer in ((self.ln_1, attention), (self.ln_2, self.mlp)):
            x = self.dropout(sublayer(norm(x))) + x
        return x
