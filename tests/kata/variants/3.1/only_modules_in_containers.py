class Module:
    def named_parameters(self):
        done, result = set(), []

        def collect(module, path):
            if id(module) in done:
                return
            done.add(id(module))
            for name, value in vars(module).items():
                here = f"{path}.{name}" if path else name
                children = {}
                if isinstance(value, Module):
                    children = {here: value}
                elif isinstance(value, (list, tuple)):
                    children = {f"{here}.{i}": child for i, child in enumerate(value)}
                elif isinstance(value, dict):
                    children = {f"{here}.{key}": child for key, child in value.items()}
                elif isinstance(value, Tensor):
                    leaf = value.requires_grad and not value.parents
                    if leaf and id(value) not in done:
                        done.add(id(value))
                        result.append((here, value))
                for where, child in children.items():
                    if isinstance(child, Module):
                        collect(child, where)

        collect(self, "")
        return result
