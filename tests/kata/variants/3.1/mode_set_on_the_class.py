class Module:
    def train(self, mode=True):
        for _, part in list(_parts(self, "", set())):
            if isinstance(part, Module):
                type(part).training = mode
        return self
