"""
title.en = "Negative indices are refused"
title.zh = "拒绝了负的下标"
text.en = "An index below 0 is an IndexError. Negative indices count from the end, as in a list, so that `model[-1]` is the last layer."
text.zh = "小于 0 的下标成了 IndexError。负的下标像在列表里一样从末尾数起，`model[-1]` 就是最后一层。"
guide = "3.4"
"""


class Sequential(Module):
    def __getitem__(self, index: int | slice) -> Module:
        if isinstance(index, slice):
            return Sequential(*self.layers[index])
        if not 0 <= index < len(self.layers):
            raise IndexError(f"there is no layer {index}")
        return self.layers[index]
