"""
title.en = "Past the ends there is no IndexError"
title.zh = "越界时没有 IndexError"
text.en = "The item is sliced out without a look at the index. A slice past the end is just shorter and raises nothing, so a for loop over the dataset never ends; past the ends there has to be an IndexError."
text.zh = "没有看下标，就直接切出了这一项。越界的切片只是短一些，什么错误也不抛出，于是遍历数据集的 for 循环永远不会结束；越界时必须抛出 IndexError。"
guide = "6.7"
"""

class TextWindows:
    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        start = index + len(self) if index < 0 else index
        window = self.tokens[start : start + self.block_size + 1].long()
        return window[:-1], window[1:]
