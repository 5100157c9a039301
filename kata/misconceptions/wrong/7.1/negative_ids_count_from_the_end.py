"""
title.en = "Negative ids count from the end"
title.zh = "负的编号从末尾数起"
text.en = "The ids are used as places in the string without a look at their sign. characters[-1] is the last character, so a wrong id goes unnoticed; decode has to refuse it."
text.zh = "编号直接用作字符串里的位置，没有看它的正负。characters[-1] 是最后一个字符，错误的编号因此不被察觉；decode 必须拒绝它。"
guide = "7.1"
"""

class CharTokenizer:
    def decode(self, ids: Iterable[int]) -> str:
        text = ""
        for i in ids:
            if i >= self.vocab_size:
                raise ValueError(f"the id {i} is not in the vocabulary")
            text += self.characters[i]
        return text
