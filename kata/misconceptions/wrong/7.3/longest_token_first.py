"""
title.en = "The longest token is taken first"
title.zh = "先取了最长的词元"
text.en = "From the left, each word is cut into the longest tokens that the vocabulary has. That looks right and gives other ids than training: where bc was learned before ab, “abc” is a bc, though a token abc exists."
text.zh = "从左边开始，把每个词切成词表里最长的词元。这看上去没错，给出的编号却与训练时不同：bc 比 ab 先学到时，“abc” 是 a bc，尽管有词元 abc。"
guide = "7.3"
"""

class BPETokenizer:
    def _encode_word(self, word: str) -> list[int]:
        places = {token: i for i, token in reversed([*enumerate(self.vocab[: 256 + len(self.merges)])])}
        text, ids = word.encode(), []
        while text:
            length = max(n for n in range(1, len(text) + 1) if text[:n] in places)
            ids.append(places[text[:length]])
            text = text[length:]
        return ids
