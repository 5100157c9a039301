"""
title.en = "A window without its last target is counted"
title.zh = "多数了一个没有最后目标的窗口"
text.en = "There are said to be len(tokens) - T + 1 items, as many as there are windows. The last window must leave one token for its last target, so there is one item less; else the targets of the last are too short."
text.zh = "项数算成了 len(tokens) - T + 1，即窗口的个数。最后一个窗口必须留下一个词元作为最后的目标，所以要少一项；否则最后一项的目标就太短了。"
guide = "6.7"
"""

class TextWindows:
    def __len__(self) -> int:
        return len(self.tokens) - self.block_size + 1

    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        if not -len(self) <= index < len(self):
            raise IndexError(f"index {index} is out of range")
        start = index % len(self)
        end = start + self.block_size
        return self.tokens[start:end].long(), self.tokens[start + 1 : end + 1].long()
