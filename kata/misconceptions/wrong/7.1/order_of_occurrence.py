"""
title.en = "Ids follow the order in which characters occur"
title.zh = "编号按字符出现的次序排列"
text.en = "A character gets its id when it is first met. Then the ids depend on how the text begins; sorted by code point they are the same for every text with these characters."
text.zh = "字符在第一次出现时得到编号。这样编号就取决于文本的开头；按码点排序，凡是含有这些字符的文本，编号都一样。"
guide = "7.1"
"""

class CharTokenizer:
    @classmethod
    def from_text(cls, text: str) -> Self:
        return cls("".join(dict.fromkeys(text)))
