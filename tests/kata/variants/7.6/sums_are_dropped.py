class DecoderBlock:
    def forward(self, x):
        x = x + self.attn(self.ln_1(x))
        x = self.dropout(x)
        x = x + self.mlp(self.ln_2(x))
        x = self.dropout(x)
        return x
