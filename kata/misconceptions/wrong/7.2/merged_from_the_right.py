"""
title.en = "Pairs are replaced from right to left"
title.zh = "从右到左替换了对"
text.en = "Where a pair overlaps itself the last one is replaced first, so aaa becomes a (aa). Merging goes from left to right, here and in encoding: aaa becomes (aa) a."
text.zh = "一个对与自己重叠时，先替换了最后一个，于是 aaa 成了 a (aa)。合并要从左到右，这里和编码时都一样：aaa 变成 (aa) a。"
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
            if not counts:
                warnings.warn(f"no pair is left after {len(merges)} merges", stacklevel=2)
                break
            best = min(counts, key=lambda pair: (-counts[pair], pair))
            new = 256 + len(merges)
            merges.append(best)
            spelled = {_merged(tokens, best, new): n for tokens, n in spelled.items()}
        return cls(merges, special_tokens)


def _merged(tokens, pair, new):
    result = []
    i = len(tokens)
    while i > 0:
        if i > 1 and tokens[i - 2 : i] == pair:
            result.insert(0, new)
            i -= 2
        else:
            result.insert(0, tokens[i - 1])
            i -= 1
    return tuple(result)
