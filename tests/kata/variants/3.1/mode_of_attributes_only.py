class Module:
    def train(self, mode=True):
        done = set()

        def switch(module):
            if id(module) in done:
                return
            done.add(id(module))
            module.training = mode
            for part in list(module.__dict__.values()):
                if isinstance(part, Module):
                    switch(part)

        switch(self)
        return self
