class Module:
    def named_parameters(self):
        seen, found = set(), []
        stack = [("", self)]
        while stack:
            path, part = stack.pop()
            if isinstance(part, Module):
                items = vars(part).items()
            elif isinstance(part, dict):
                items = part.items()
            elif isinstance(part, (list, tuple)):
                items = enumerate(part)
            elif isinstance(part, Tensor) and part.requires_grad:
                items = ()
            else:
                continue
            if id(part) in seen:
                continue
            seen.add(id(part))
            if isinstance(part, Tensor):
                found.append((path, part))
            below = [(f"{path}.{key}".lstrip("."), child) for key, child in items]
            stack.extend(reversed(below))
        return found
