"""
title.en = "Slicing changes the container itself"
title.zh = "切片改了容器自己"
text.en = "A slice cuts the list of this container and returns the container itself. It has to be a new `Sequential`, and the old one keeps all its layers."
text.zh = "切片把这个容器自己的列表截短了，又返回容器自身。应当返回新的 `Sequential`，旧的容器仍保留所有的层。"
guide = "3.4"
"""


class Sequential(Module):
    def __getitem__(self, index: int | slice) -> Module:
        if isinstance(index, slice):
            self.layers = self.layers[index]
            return self
        return self.layers[index]
