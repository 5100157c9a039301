class Module:
    def named_parameters(self):
        def within(part):
            if isinstance(part, Module):
                return list(part.__dict__.items())
            if isinstance(part, dict):
                return list(part.items())
            if isinstance(part, (list, tuple)):
                return list(enumerate(part))
            return []

        def walk(part, path):
            if isinstance(part, Tensor) and part.requires_grad and not part.parents:
                return [(".".join(path), part)]
            return [pair for key, child in within(part) for pair in walk(child, [*path, str(key)])]

        return walk(self, [])
