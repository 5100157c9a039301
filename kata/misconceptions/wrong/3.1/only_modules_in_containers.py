"""
title.en = "Parameters directly in a list are overlooked"
title.zh = "漏掉了直接放在列表里的参数"
text.en = "In lists, tuples and dicts only modules are looked for. A parameter may stand there itself, or in a list within a list: containers are searched to any depth, for both."
text.zh = "在列表、元组和字典里只找了模块。参数也可以直接放在那里，或者放在列表里的列表中：容器要查到任意深度，模块和参数都要找。"
guide = "3.1"
"""


class Module:
    def named_parameters(self) -> list[tuple[str, Tensor]]:
        return list(_search(self, "", set()))


def _search(module: Module, prefix: str, seen: set[int]) -> Iterator[tuple[str, Tensor]]:
    if id(module) in seen:
        return
    seen.add(id(module))
    for name, value in vars(module).items():
        if isinstance(value, Tensor) and value.requires_grad and not value.parents:
            if id(value) not in seen:
                seen.add(id(value))
                yield prefix + name, value
        elif isinstance(value, Module):
            yield from _search(value, f"{prefix}{name}.", seen)
        elif isinstance(value, list | tuple):
            for k, part in enumerate(value):
                if isinstance(part, Module):
                    yield from _search(part, f"{prefix}{name}.{k}.", seen)
        elif isinstance(value, dict):
            for key, part in value.items():
                if isinstance(part, Module):
                    yield from _search(part, f"{prefix}{name}.{key}.", seen)
