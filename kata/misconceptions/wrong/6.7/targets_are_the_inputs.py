"""
title.en = "The targets are the inputs themselves"
title.zh = "目标就是输入本身"
text.en = "Inputs and targets are the same window. The model then has only to copy what it is given; the target at every position is the token that comes next, the window moved on by one."
text.zh = "输入和目标是同一个窗口。这样模型只要照抄输入就行了；每个位置的目标应当是下一个词元，也就是往后移一位的窗口。"
guide = "6.7"
"""

class TextWindows:
    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        if not -len(self) <= index < len(self):
            raise IndexError(f"index {index} is out of range")
        start = index % len(self)
        window = self.tokens[start : start + self.block_size].long()
        return window, window
