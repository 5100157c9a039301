"""
title.en = "The counts of old neighbours stay"
title.zh = "旧邻居的次数没有减少"
text.en = "After a merge the new pairs are counted, but those that it broke up keep their counts. Once bc is merged in abc there is no ab left in that word, and its count has to go down."
text.zh = "合并之后数了新的对，而被它拆散的对仍然保留原来的次数。在 abc 里合并了 bc，这个词里就不再有 ab，它的次数必须减少。"
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
        counts: Counter[tuple[int, int]] = Counter()
        for tokens, n in spelled.items():
            for pair in pairwise(tokens):
                counts[pair] += n
        while len(merges) < wanted:
            if not counts:
                warnings.warn(f"no pair is left after {len(merges)} merges", stacklevel=2)
                break
            best = min(counts, key=lambda pair: (-counts[pair], pair))
            new = 256 + len(merges)
            merges.append(best)
            spelled = {_merged(tokens, best, new): n for tokens, n in spelled.items()}
            del counts[best]
            for tokens, n in spelled.items():
                for pair in pairwise(tokens):
                    if new in pair:
                        counts[pair] += n
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
