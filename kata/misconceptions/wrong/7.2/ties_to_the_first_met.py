"""
title.en = "Of equally frequent pairs the first is merged"
title.zh = "次数相等时合并了先遇到的对"
text.en = "The most frequent pair is found with max alone, which takes the first that it meets. Then the order of the text decides; of equally frequent pairs the smaller pair of ids is to be merged."
text.zh = "最频繁的对只用 max 来找，它取的是最先遇到的。这样就由文本的次序来决定；次数相等时应当合并编号较小的对。"
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
            best = max(counts, key=counts.__getitem__)
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
