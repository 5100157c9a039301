"""
title.en = "Spaces at the cut are stripped"
title.zh = "切口处的空格被去掉了"
text.en = "The parts around a special token are stripped of their spaces and new lines. They are text, and what is lost on the way in cannot come back; each part is encoded as it stands."
text.zh = "特殊词元前后各段的空格和换行被去掉了。它们也是文本，进去时丢掉的东西，出来时就回不来了；每一段都要原样编码。"
guide = "7.4"
"""

class BPETokenizer:
    def encode(self, text: str, allowed_special: Collection[str] = ()) -> list[int]:
        allowed = self.special_tokens if allowed_special == "all" else allowed_special
        for name in allowed:
            if name not in self.special_tokens:
                raise ValueError(f"{name!r} is no special token")
        text.encode()
        if not allowed:
            return self.encode_ordinary(text)
        ids: list[int] = []
        for place, part in enumerate(_cut(text, allowed)):
            ids += [self.special_tokens[part]] if place % 2 else self.encode_ordinary(part.strip())
        return ids
