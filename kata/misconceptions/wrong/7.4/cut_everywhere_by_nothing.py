"""
title.en = "With no name allowed the text is cut everywhere"
title.zh = "没有允许的名字时处处都切开了"
text.en = "The pattern is built of the allowed names, though there may be none. An empty pattern matches between any two characters, so every character is encoded alone and no merge is applied; with no names there is nothing to cut."
text.zh = "模式由允许的名字组成，可是名字可能一个也没有。空的模式在任意两个字符之间都匹配，于是每个字符都单独编码，合并一次也用不上；没有名字时什么都不用切。"
guide = "7.4"
"""

class BPETokenizer:
    def encode(self, text: str, allowed_special: Collection[str] = ()) -> list[int]:
        allowed = self.special_tokens if allowed_special == "all" else allowed_special
        for name in allowed:
            if name not in self.special_tokens:
                raise ValueError(f"{name!r} is no special token")
        text.encode()
        longest_first = sorted(allowed, key=len, reverse=True)
        pattern = "|".join(map(regex.escape, longest_first))
        ids: list[int] = []
        for part in regex.split(f"({pattern})", text):
            ids += [self.special_tokens[part]] if part in allowed else self.encode_ordinary(part)
        return ids
