"""
title.en = "The shorter of two names is found first"
title.zh = "先找到了两个名字中较短的"
text.en = "The names are tried in the order in which they were given. An alternative that comes first wins, even if a longer one would fit, so <s>s is read as <s> and an s; the longest has to be tried first."
text.zh = "名字按给定的次序尝试。排在前面的选择会胜出，哪怕更长的也符合，于是 <s>s 被读成了 <s> 和一个 s；应当先试最长的。"
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
        pattern = "|".join(map(regex.escape, allowed))
        for place, part in enumerate(regex.split(f"({pattern})", text)):
            ids += [self.special_tokens[part]] if place % 2 else self.encode_ordinary(part)
        return ids
