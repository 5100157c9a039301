"""
title.en = "The windows do not overlap"
title.zh = "窗口互不重叠"
text.en = "The text is cut into pieces of T tokens, one item each. Every token may begin a window, so neighbouring items overlap in all but one token, and there are len(tokens) - T of them."
text.zh = "文本被切成一段段 T 个词元，每段一项。每个词元都可以是窗口的开头，所以相邻的两项只差一个词元，一共有 len(tokens) - T 项。"
guide = "6.7"
"""

class TextWindows:
    def __len__(self) -> int:
        return (len(self.tokens) - 1) // self.block_size

    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        if not -len(self) <= index < len(self):
            raise IndexError(f"index {index} is out of range")
        start = index % len(self) * self.block_size
        window = self.tokens[start : start + self.block_size + 1].long()
        return window[:-1], window[1:]
