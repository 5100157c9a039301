class Sequential(Module):
    def __init__(self, *layers):
        self.layers = tuple(layer for layer in layers)
