class DecoderBlock:
    def forward(self, x):
        first = self.ln_1(x)
        second = self.ln_2(self.dropout(self.attn(first)) + first)
        return torch.add(second, self.dropout(self.mlp(second)))
