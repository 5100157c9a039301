"""
title.en = "Shared parameters count twice"
title.zh = "共享的参数算了两次"
text.en = "What can be reached in several ways is listed every time. An optimiser would then move a shared parameter twice in one step, and a loop of references would never end: whatever was visited already is skipped."
text.zh = "能从几条路到达的东西每次都列出来。这样优化器一步会把共享的参数移动两次，互相引用的部分还会让遍历没有尽头：已经访问过的就要跳过。"
guide = "3.1"
"""


class Module:
    def named_parameters(self) -> list[tuple[str, Tensor]]:
        return list(_search(self, ""))


def _search(value: object, name: str) -> Iterator[tuple[str, Tensor]]:
    if isinstance(value, Tensor):
        if value.requires_grad and not value.parents:
            yield name, value
        return
    children: dict[Any, Any] = {}
    if isinstance(value, Module):
        children = vars(value)
    elif isinstance(value, dict):
        children = value
    elif isinstance(value, list | tuple):
        children = dict(enumerate(value))
    for key, child in children.items():
        yield from _search(child, f"{name}.{key}" if name else str(key))
