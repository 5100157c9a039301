class DecoderBlock:
    def forward(self, x):
        residual = x
        x = self.ln_1(x)
        x = self.attn(x)
        x = self.dropout(x) + residual
        x = self.ln_2(x)
        x = self.mlp(x)
        return self.dropout(x) + residual
