"""
title.en = "The text is not cut into words"
title.zh = "没有把文本切成词"
text.en = "The merges are applied to the whole text in one piece. A merge then reaches across the end of a word, which training never does; cut with the same pattern as in training."
text.zh = "合并作用在整个文本上，没有先切开。这样合并会跨过词的末尾，而训练时从不如此；要用与训练时相同的模式切词。"
guide = "7.3"
"""

class BPETokenizer:
    def encode_ordinary(self, text: str) -> list[int]:
        text.encode()
        return self._encode_word(text)
