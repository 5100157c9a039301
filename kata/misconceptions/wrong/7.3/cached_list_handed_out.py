"""
title.en = "The list in the cache is handed out"
title.zh = "把缓存里的列表交了出去"
text.en = "The list that is kept for the next time is the one that is returned. Whoever appends to it changes what the next call gives; return a new list."
text.zh = "返回的就是留给下次用的那个列表。谁往里追加，就改了下一次调用的结果；应当返回新的列表。"
guide = "7.3"
"""

class BPETokenizer:
    def encode_ordinary(self, text: str) -> list[int]:
        text.encode()
        if text not in self._encoded:
            words = GPT2_PATTERN.findall(text)
            self._encoded[text] = [i for word in words for i in self._encode_word(word)]
        return self._encoded[text]
