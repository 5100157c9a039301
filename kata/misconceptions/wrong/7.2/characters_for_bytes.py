"""
title.en = "The alphabet is the characters"
title.zh = "字母表成了字符"
text.en = "Words are spelled as the code points of their characters. ord knows numbers far above 255, which are the ids of merged tokens; the bytes of the word in UTF-8 are what there are 256 of."
text.zh = "词写成了各个字符的码点。ord 会给出远大于 255 的数，而那些是合并所得词元的编号；只有 256 种的是词在 UTF-8 中的字节。"
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
        spelled = {tuple(map(ord, word)): n for word, n in words.items()}
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
    i = 0
    while i < len(tokens):
        if tokens[i : i + 2] == pair:
            result.append(new)
            i += 2
        else:
            result.append(tokens[i])
            i += 1
    return tuple(result)
