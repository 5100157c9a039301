"""
title.en = "What was merged is not merged again"
title.zh = "合并过的没有再合并"
text.en = "The pairs of a word are looked up once, among its bytes, and merged. Merging makes new tokens, which have neighbours too: it goes on until no neighbours are a pair in merges."
text.zh = "只在一个词的字节中查了一遍对，然后合并。合并会产生新的词元，它们也有邻居：要一直做到没有相邻的两个是合并表中的对为止。"
guide = "7.3"
"""

class BPETokenizer:
    def _encode_word(self, word: str) -> list[int]:
        results = self._results
        tokens = _spell(word)
        for pair in sorted(_pairs(tokens) & results.keys(), key=results.__getitem__):
            tokens = tokens.replace(pair, results[pair])
        return [ord(token) for token in tokens]
