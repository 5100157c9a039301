class TransformerEncoder:
    def forward(self, x, mask=None):
        x = as_tensor(x)
        for block in self.layers:
            x = block(x, mask=mask)
            x = x if self.norm is None else self.norm(x)
        return x
