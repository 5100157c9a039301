"""
title.en = "A pair is replaced once in a word"
title.zh = "一个对在一个词里只替换了一次"
text.en = "Each merge is applied at the first place where its pair stands, and then comes the next merge. A pair is replaced wherever it occurs: abab is ab ab."
text.zh = "每次合并只用在它的对第一次出现的地方，然后就轮到下一次合并。一个对在每一处都要替换：abab 是 ab ab。"
guide = "7.3"
"""

class BPETokenizer:
    def _encode_word(self, word: str) -> list[int]:
        tokens = list(word.encode())
        for number, pair in enumerate(self.merges):
            places = [i for i, neighbours in enumerate(pairwise(tokens)) if neighbours == pair]
            if places:
                tokens[places[0] : places[0] + 2] = [256 + number]
        return tokens
