class TransformerEncoder:
    def forward(self, x, mask=None):
        outputs = [block(x, mask=mask) for block in self.layers]
        y = outputs[-1]
        return self.norm(y) if self.norm is not None else y
