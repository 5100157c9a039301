class Module:
    def named_parameters(self):
        seen, found = [], []

        def visit(key, part):
            if any(part is other for other in seen):
                return
            if isinstance(part, Tensor):
                if part.requires_grad and not part.parents:
                    seen.append(part)
                    found.append((str(key), part))
            elif isinstance(part, (Module, dict)):
                seen.append(part)
                for inner, child in (part if isinstance(part, dict) else vars(part)).items():
                    visit(inner, child)
            elif isinstance(part, (list, tuple)):
                seen.append(part)
                for k in range(len(part)):
                    visit(k, part[k])

        visit("", self)
        return found
