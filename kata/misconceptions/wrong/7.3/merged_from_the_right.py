"""
title.en = "Pairs are replaced from right to left"
title.zh = "从右到左替换了对"
text.en = "Where a pair overlaps itself the last one is replaced first, so aaa is encoded as a (aa). Training replaces from left to right, and encoding has to do the same: (aa) a."
text.zh = "一个对与自己重叠时，先替换了最后一个，于是 aaa 编码成 a (aa)。训练时是从左到右替换的，编码也必须一样：(aa) a。"
guide = "7.3"
"""

class BPETokenizer:
    def _encode_word(self, word: str) -> list[int]:
        tokens = list(word.encode())
        for number, (first, second) in enumerate(self.merges):
            for i in reversed(range(len(tokens) - 1)):
                if tokens[i : i + 2] == [first, second]:
                    tokens[i : i + 2] = [256 + number]
        return tokens
