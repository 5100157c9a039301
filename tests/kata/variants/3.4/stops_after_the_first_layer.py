class Sequential(Module):
    def forward(self, x):
        layers = iter(self.layers)
        first = next(layers, None)
        if first is not None:
            return first(x)
