"""
title.en = "The text is normalised first"
title.zh = "先把文本规范化了"
text.en = "The text is brought to a normal form before its characters are collected, and again before encoding. What is changed on the way in cannot come back on the way out: é in two code points returns as one."
text.zh = "收集字符之前把文本化为规范形式，编码之前又做了一遍。进去时改掉的东西，出来时就回不来了：由两个码点组成的 é 回来时成了一个。"
guide = "7.1"
"""

import unicodedata


class CharTokenizer:
    @classmethod
    def from_text(cls, text: str) -> Self:
        return cls("".join(sorted(set(unicodedata.normalize("NFC", text)))))

    def encode(self, text: str) -> list[int]:
        try:
            return [self._ids[character] for character in unicodedata.normalize("NFC", text)]
        except KeyError as error:
            raise ValueError(f"the character {error} is not in the vocabulary") from None
