class Module:
    def train(self, mode=True):
        setattr(self, "training", bool(mode))
        return self

    def eval(self):
        setattr(self, "training", False)
        return self
