"""
title.en = "Only parameters are marked as visited"
title.zh = "只标记了访问过的参数"
text.en = "A parameter that was found already is skipped, but modules and containers are entered again and again. Where two parts refer to each other, the walk never ends: mark modules and containers as well."
text.zh = "已经找到的参数会跳过，模块和容器却会一再进入。两个部分互相引用时，遍历就没有尽头：模块和容器也要标记。"
guide = "3.1"
"""


class Module:
    def named_parameters(self) -> list[tuple[str, Tensor]]:
        return list(_search(self, "", set()))


def _search(value: object, name: str, seen: set[int]) -> Iterator[tuple[str, Tensor]]:
    children: dict[Any, Any] = {}
    if isinstance(value, Tensor):
        if value.requires_grad and not value.parents and id(value) not in seen:
            seen.add(id(value))
            yield name, value
    elif isinstance(value, Module):
        children = vars(value)
    elif isinstance(value, dict):
        children = value
    elif isinstance(value, list | tuple):
        children = dict(enumerate(value))
    for key, child in children.items():
        yield from _search(child, f"{name}.{key}" if name else str(key), seen)
