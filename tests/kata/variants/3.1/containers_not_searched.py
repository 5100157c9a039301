class Module:
    def named_parameters(self):
        names, tensors, been = [], [], []

        def visit(module, path):
            if any(module is other for other in been):
                return
            been.append(module)
            for key in list(module.__dict__):
                part = module.__dict__[key]
                where = path + [key]
                if isinstance(part, Module):
                    visit(part, where)
                if isinstance(part, Tensor) and part.requires_grad and len(part.parents) == 0:
                    if not any(part is other for other in tensors):
                        names.append(".".join(where))
                        tensors.append(part)

        visit(self, [])
        return list(zip(names, tensors, strict=True))
