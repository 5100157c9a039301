"""
title.en = "An unknown name is allowed in silence"
title.zh = "悄悄允许了未知的名字"
text.en = "Of the allowed names those that are no special tokens are left out without a word. Such a name is probably a typing error, and would do nothing: it is a ValueError, even where it does not occur in the text."
text.zh = "允许的名字中，不是特殊词元的被一声不响地略去了。这样的名字多半是打错了，什么作用也没有：即使它没有在文本里出现，也要抛出 ValueError。"
guide = "7.4"
"""

class BPETokenizer:
    def encode(self, text: str, allowed_special: Collection[str] = ()) -> list[int]:
        names = self.special_tokens if allowed_special == "all" else allowed_special
        allowed = [name for name in names if name in self.special_tokens]
        text.encode()
        ids: list[int] = []
        for place, part in enumerate(_cut(text, allowed)):
            ids += [self.special_tokens[part]] if place % 2 else self.encode_ordinary(part)
        return ids
