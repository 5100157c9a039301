class Sequential(Module):
    def __init__(self, *layers):
        self.modules = list(layers)

    def forward(self, x):
        for module in self.modules:
            x = module(x)
        return x

    def __len__(self):
        return len(self.modules)

    def __getitem__(self, index):
        found = self.modules[index]
        return Sequential(*found) if isinstance(index, slice) else found

    def __iter__(self):
        yield from self.modules
