"""
title.en = "By default every special token is allowed"
title.zh = "默认允许所有特殊词元"
text.en = "Whoever leaves the argument out allows all special tokens. The default has to be the safe one, which allows nothing: else a user could act as the program by typing a name."
text.zh = "不写这个参数，就等于允许所有的特殊词元。默认值应当是安全的，即什么都不允许：否则用户打出一个名字就能冒充程序。"
guide = "7.4"
"""

class BPETokenizer:
    def encode(self, text: str, allowed_special="all") -> list[int]:
        allowed = self.special_tokens if allowed_special == "all" else allowed_special
        for name in allowed:
            if name not in self.special_tokens:
                raise ValueError(f"{name!r} is no special token")
        text.encode()
        ids: list[int] = []
        for place, part in enumerate(_cut(text, allowed)):
            ids += [self.special_tokens[part]] if place % 2 else self.encode_ordinary(part)
        return ids
