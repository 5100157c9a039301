"""
title.en = "Special tokens are looked for among the ids"
title.zh = "在编号里寻找特殊词元"
text.en = "The text is encoded first, and then the ids of each name are replaced by the special token's. But merges run across the ends of the name, and then it is not found; the text has to be cut before it is encoded."
text.zh = "先给文本编码，然后把每个名字的那些编号换成特殊词元的编号。可是合并会跨过名字的两端，这时就找不到它了；应当在编码之前把文本切开。"
guide = "7.4"
"""

class BPETokenizer:
    def encode(self, text: str, allowed_special: Collection[str] = ()) -> list[int]:
        allowed = self.special_tokens if allowed_special == "all" else allowed_special
        for name in allowed:
            if name not in self.special_tokens:
                raise ValueError(f"{name!r} is no special token")
        text.encode()
        ids = self.encode_ordinary(text)
        for name in sorted(allowed, key=len, reverse=True):
            spelled = self.encode_ordinary(name)
            i = 0
            while i < len(ids):
                if ids[i : i + len(spelled)] == spelled:
                    ids[i : i + len(spelled)] = [self.special_tokens[name]]
                i += 1
        return ids
