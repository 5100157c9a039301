"""
title.en = "Special tokens are found whether allowed or not"
title.zh = "不管是否允许都认出特殊词元"
text.en = "The text is cut at every special token, and allowed_special decides nothing. Only the program says which ones it allows; in everything else their names are characters."
text.zh = "文本在每个特殊词元处都切开了，allowed_special 不起任何作用。允许哪些只能由程序来说；在别的任何地方，它们的名字只是一些字符。"
guide = "7.4"
"""

class BPETokenizer:
    def encode(self, text: str, allowed_special: Collection[str] = ()) -> list[int]:
        for name in [] if allowed_special == "all" else allowed_special:
            if name not in self.special_tokens:
                raise ValueError(f"{name!r} is no special token")
        text.encode()
        ids: list[int] = []
        for place, part in enumerate(_cut(text, self.special_tokens)):
            ids += [self.special_tokens[part]] if place % 2 else self.encode_ordinary(part)
        return ids
