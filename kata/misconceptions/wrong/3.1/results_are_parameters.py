"""
title.en = "Results of computations count as parameters"
title.zh = "把计算结果也当成了参数"
text.en = "Every tensor that requires a gradient is listed, those that an operation made among them. A parameter has no parents: a result that is kept for a picture would be “trained”, saved and loaded like one."
text.zh = "凡是需要梯度的张量都列了出来，包括运算的结果。参数没有父节点：否则为画图而保留的结果也会像参数一样被“训练”、保存和加载。"
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
        if value.requires_grad:
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
