"""
title.en = "Negative indices go straight into the slices"
title.zh = "负的下标直接用进了切片"
text.en = "A negative index is used for the slices as it is. tokens[-1 : -1 + T + 1] is an empty slice, and others are taken from the wrong end; turn the index into a positive one first."
text.zh = "负的下标原样用到了切片里。tokens[-1 : -1 + T + 1] 是空的切片，别的也会取错位置；应当先把下标变成正的。"
guide = "6.7"
"""

class TextWindows:
    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        if not -len(self) <= index < len(self):
            raise IndexError(f"index {index} is out of range")
        end = index + self.block_size
        return self.tokens[index:end].long(), self.tokens[index + 1 : end + 1].long()
