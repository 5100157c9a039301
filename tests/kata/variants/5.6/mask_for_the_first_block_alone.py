class TransformerEncoder:
    def forward(self, x, mask=None):
        x = as_tensor(x)
        for block in self.layers:
            x = block(x, mask=mask)
            mask = None
        return self.norm(x) if self.norm else x
