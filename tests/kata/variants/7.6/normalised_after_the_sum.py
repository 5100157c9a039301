class DecoderBlock:
    def forward(self, x):
        for sublayer, norm in ((self.attn, self.ln_1), (self.mlp, self.ln_2)):
            y = self.dropout(sublayer(x))
            x = norm(y + x)
        return x
