"""
title.en = "The text is cut by one name after another"
title.zh = "逐个名字切开文本"
text.en = "The whole text is cut by the longest name, then what is left by the next. Where two names overlap, the one that begins further left has to win: a text is read from left to right, and the length decides only where both begin at the same place."
text.zh = "先用最长的名字切整个文本，再用下一个切剩下的。两个名字重叠时，应当由起点靠左的胜出：文本是从左到右读的，只有起点相同时才由长度来决定。"
guide = "7.4"
"""

class BPETokenizer:
    def encode(self, text: str, allowed_special: Collection[str] = ()) -> list[int]:
        allowed = self.special_tokens if allowed_special == "all" else allowed_special
        for name in allowed:
            if name not in self.special_tokens:
                raise ValueError(f"{name!r} is no special token")
        text.encode()
        return self._cut_by(text, sorted(allowed, key=len, reverse=True))

    def _cut_by(self, text: str, names: list[str]) -> list[int]:
        if not names:
            return self.encode_ordinary(text)
        ids: list[int] = []
        for place, part in enumerate(text.split(names[0])):
            if place:
                ids.append(self.special_tokens[names[0]])
            ids += self._cut_by(part, names[1:])
        return ids
