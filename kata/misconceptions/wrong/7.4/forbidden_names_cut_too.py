"""
title.en = "Names that are not allowed cut the text too"
title.zh = "不允许的名字也把文本切开了"
text.en = "The text is cut at every special token; those that are not allowed are encoded as text, but apart from what stands around them. A name that is not allowed is text like any other, and words go through it: only the allowed names cut."
text.zh = "文本在每个特殊词元处都切开，不允许的虽然当作文本来编码，却与前后的文本分开了。不允许的名字与别的文本没有两样，词可以穿过它：只有允许的名字才切开文本。"
guide = "7.4"
"""

class BPETokenizer:
    def encode(self, text: str, allowed_special: Collection[str] = ()) -> list[int]:
        allowed = self.special_tokens if allowed_special == "all" else allowed_special
        for name in allowed:
            if name not in self.special_tokens:
                raise ValueError(f"{name!r} is no special token")
        text.encode()
        ids: list[int] = []
        for place, part in enumerate(_cut(text, self.special_tokens)):
            if place % 2 and part in allowed:
                ids.append(self.special_tokens[part])
            else:
                ids += self.encode_ordinary(part)
        return ids
