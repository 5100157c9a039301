"""
title.en = "Lists, tuples and dicts are not searched"
title.zh = "没有查找列表、元组和字典"
text.en = "Nested modules are found where they are attributes, but not inside containers. A list of layers is the usual case, and without it training would leave most of the network as it began."
text.zh = "嵌套的模块只有直接作为属性时才找得到，放在容器里就找不到。把各层放在列表里是最常见的写法，漏掉它，网络的大部分就永远训练不到。"
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
        if isinstance(value, Module):
            yield from _search(value, f"{prefix}{name}.", seen)
        elif isinstance(value, Tensor) and value.requires_grad and not value.parents:
            if id(value) not in seen:
                seen.add(id(value))
                yield prefix + name, value
