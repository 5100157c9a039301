class Module:
    def train(self, mode=True):
        modules = [part for _, part in _parts(self, "", set()) if isinstance(part, Module)]
        while modules:
            modules.pop().training = mode

    def eval(self):
        self.train(False)
