class Sequential(Module):
    def __getitem__(self, index):
        if isinstance(index, slice):
            return Sequential(*self.layers[index])
        for k, layer in enumerate(self.layers):
            if k == index:
                return layer
        raise IndexError(index)
