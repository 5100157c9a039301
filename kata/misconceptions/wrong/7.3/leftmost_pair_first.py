"""
title.en = "The leftmost pair is merged first"
title.zh = "先合并了最左边的对"
text.en = "Each word is read from left to right, and whatever pair can be merged is merged at once. The pair that was learned first has to come first, wherever it stands; else the ids are not those of training."
text.zh = "从左到右读每个词，遇到能合并的对就立刻合并。应当先合并最早学到的对，不管它在哪里；否则编号就与训练时不同。"
guide = "7.3"
"""

class BPETokenizer:
    def _encode_word(self, word: str) -> list[int]:
        results = {pair: 256 + i for i, pair in enumerate(self.merges)}
        tokens = list(word.encode())
        i = 0
        while i < len(tokens) - 1:
            pair = tokens[i], tokens[i + 1]
            if pair in results:
                tokens[i : i + 2] = [results[pair]]
                i = 0
            else:
                i += 1
        return tokens
