class Sequential(Module):
    def __iter__(self):
        return self

    def __next__(self):
        self.place = getattr(self, "place", -1) + 1
        if self.place >= len(self.layers):
            raise StopIteration
        return self.layers[self.place]
