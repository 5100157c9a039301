class Sequential(Module):
    def forward(self, x):
        if self.layers:
            first, *others = self.layers
            x = first(x)
            for other in others:
                x = other(x)
            return x
