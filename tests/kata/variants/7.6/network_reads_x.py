class DecoderBlock:
    def forward(self, x):
        y = x.clone()
        for norm, layer in [(self.ln_1, self.attn), (self.ln_2, self.mlp)]:
            y = y + self.dropout(layer(norm(x)))
        return y
