"""
title.en = "Nothing is done where no pair is left"
title.zh = "一个对也不剩时没有处理"
text.en = "The most frequent pair is asked for without a look whether there is any. In a short text all words are one token at some time, and min or max of nothing is an error; training stops there with a warning."
text.zh = "没有看还有没有对，就去找最频繁的那个。文本短的时候，总有一刻每个词都只剩一个词元，而空的 min 或 max 会报错；训练应当在那里停止，并发出警告。"
guide = "7.2"
"""

class BPETokenizer:
    @classmethod
    def train(cls, text: str, vocab_size: int, special_tokens: Collection[str] = ()) -> Self:
        wanted = vocab_size - 256 - len(special_tokens)
        least = cls((), special_tokens).vocab_size
        if vocab_size < least:
            raise ValueError(f"vocab_size must be at least {least}, but is {vocab_size}")
        text.encode()
        words: Counter[str] = Counter()
        for part in _cut(text, special_tokens)[::2]:
            words.update(GPT2_PATTERN.findall(part))
        spelled = {tuple(word.encode()): n for word, n in words.items()}
        merges: list[tuple[int, int]] = []
        while len(merges) < wanted:
            counts: Counter[tuple[int, int]] = Counter()
            for tokens, n in spelled.items():
                for pair in pairwise(tokens):
                    counts[pair] += n
            best = min(counts, key=lambda pair: (-counts[pair], pair))
            new = 256 + len(merges)
            merges.append(best)
            spelled = {_merged(tokens, best, new): n for tokens, n in spelled.items()}
        return cls(merges, special_tokens)


def _merged(tokens, pair, new):
    result = []
    i = 0
    while i < len(tokens):
        if tokens[i : i + 2] == pair:
            result.append(new)
            i += 2
        else:
            result.append(tokens[i])
            i += 1
    return tuple(result)
