"""
title.en = "A slice is a plain list"
title.zh = "切片成了普通的列表"
text.en = "A slice of the container gives a list of layers. It has to be a new `Sequential` of the same layers, so that it can be called and trained like the whole."
text.zh = "对容器切片得到的是层的列表。应当得到由同样的层组成的新 `Sequential`，这样它也可以像整体一样调用和训练。"
guide = "3.4"
"""


class Sequential(Module):
    def __getitem__(self, index: int | slice) -> Module:
        return self.layers[index]
