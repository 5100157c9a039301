"""
title.en = "A window has only one target"
title.zh = "一个窗口只有一个目标"
text.en = "The target of an item is the one token behind the window. A language model predicts at every position, so an item has T targets, and one window teaches T things at a time."
text.zh = "一项的目标只有窗口后面的那一个词元。语言模型在每个位置都要预测，所以一项有 T 个目标，一个窗口一次就能教会它 T 件事。"
guide = "6.7"
"""

class TextWindows:
    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        if not -len(self) <= index < len(self):
            raise IndexError(f"index {index} is out of range")
        start = index % len(self)
        end = start + self.block_size
        return self.tokens[start:end].long(), self.tokens[end].long()
