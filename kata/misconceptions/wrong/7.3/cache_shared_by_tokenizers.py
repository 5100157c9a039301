"""
title.en = "All tokenizers share one cache"
title.zh = "所有分词器共用一个缓存"
text.en = "The ids of words that were met are kept in one place for all tokenizers. The second tokenizer then gives the ids of the first, though its merges are others; the cache belongs to the object."
text.zh = "见过的词的编号放在一处，供所有分词器使用。于是第二个分词器给出第一个的编号，尽管它的合并表不同；缓存应当属于对象。"
guide = "7.3"
"""

_WORDS: dict[str, list[int]] = {}


class BPETokenizer:
    def encode_ordinary(self, text: str) -> list[int]:
        text.encode()
        ids: list[int] = []
        for word in GPT2_PATTERN.findall(text):
            if word not in _WORDS:
                _WORDS[word] = self._encode_word(word)
            ids += _WORDS[word]
        return ids
