class Sequential(Module):
    def __getitem__(self, index):
        if isinstance(index, slice):
            return [self.layers[k] for k in range(*index.indices(len(self.layers)))]
        return list(self.layers)[index]
