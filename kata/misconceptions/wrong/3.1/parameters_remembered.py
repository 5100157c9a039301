"""
title.en = "The first answer is remembered"
title.zh = "记住了第一次的结果"
text.en = "The walk is done once, and later calls return what it found then. A part that is added or replaced afterwards is missed, and one that is gone is still trained: walk anew at every call."
text.zh = "只遍历了一次，之后的调用都返回当时的结果。后来添加或替换的部分会漏掉，已经去掉的却还在训练：每次调用都要重新遍历。"
guide = "3.1"
"""


class Module:
    def named_parameters(self) -> list[tuple[str, Tensor]]:
        if not hasattr(self, "_found"):
            parts = list(_parts(self, "", set()))
            self._found = [(name, part) for name, part in parts if isinstance(part, Tensor)]
        return self._found
