from copy import copy


class Sequential(Module):
    def __getitem__(self, index):
        if not isinstance(index, slice):
            return self.layers[index]
        twins = [copy(layer) for layer in self.layers[index]]
        return Sequential(*twins)
