"""
title.en = "Unknown characters are left out"
title.zh = "未知的字符被跳过了"
text.en = "A character that has no id is left out in silence. Decoding then gives another text, and nothing says so; a ValueError that names the character does."
text.zh = "没有编号的字符被悄悄跳过了。这样解码得到的是另一个文本，却没有任何提示；说出该字符的 ValueError 才会告诉人。"
guide = "7.1"
"""

class CharTokenizer:
    def encode(self, text: str) -> list[int]:
        return [self._ids[character] for character in text if character in self._ids]
