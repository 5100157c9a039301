"""
title.en = "Constants count as parameters"
title.zh = "把常量也当成了参数"
text.en = "Every leaf tensor is listed, whether or not it requires a gradient. A constant is not there to be trained: it never gets a gradient, and does not belong to the state."
text.zh = "所有叶节点张量都列了出来，不管需不需要梯度。常量不是拿来训练的：它永远得不到梯度，也不属于模块的状态。"
guide = "3.1"
"""


class Module:
    def named_parameters(self) -> list[tuple[str, Tensor]]:
        return list(_search(self, "", set()))


def _search(value: object, name: str, seen: set[int]) -> Iterator[tuple[str, Tensor]]:
    if id(value) in seen:
        return
    children: dict[Any, Any] = {}
    if isinstance(value, Tensor):
        if not value.parents:
            seen.add(id(value))
            yield name, value
        return
    if isinstance(value, Module):
        children = vars(value)
    elif isinstance(value, dict):
        children = value
    elif isinstance(value, list | tuple):
        children = dict(enumerate(value))
    else:
        return
    seen.add(id(value))
    for key, child in children.items():
        yield from _search(child, f"{name}.{key}" if name else str(key), seen)
