"""
title.en = "Names lack the path"
title.zh = "名字里没有路径"
text.en = "A parameter is called by its last attribute alone. Two layers then have a “weight” each, and a state loses all but one of them: the name is the whole path, joined by dots."
text.zh = "参数只用最后一个属性命名。这样两个层各有一个“weight”，保存状态时只剩下一个：名字应是用点连接的整条路径。"
guide = "3.1"
"""


class Module:
    def named_parameters(self) -> list[tuple[str, Tensor]]:
        return list(_search(self, "", set()))


def _search(value: object, name: str, seen: set[int]) -> Iterator[tuple[str, Tensor]]:
    children: dict[Any, Any] = {}
    if isinstance(value, Module):
        children = vars(value)
    elif isinstance(value, dict):
        children = value
    elif isinstance(value, list | tuple):
        children = dict(enumerate(value))
    elif not (isinstance(value, Tensor) and value.requires_grad and not value.parents):
        return
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, Tensor):
        yield name, value
    for key, child in children.items():
        yield from _search(child, str(key), seen)
