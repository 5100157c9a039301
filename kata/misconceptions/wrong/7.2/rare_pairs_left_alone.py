"""
title.en = "Pairs that occur once are not merged"
title.zh = "只出现一次的对没有合并"
text.en = "Training stops as soon as no pair occurs twice. It goes on while any pair is left, rare ones too, so that the vocabulary has the size that was asked for."
text.zh = "一旦没有对出现两次，训练就停止了。只要还有对，罕见的也要继续合并，这样词表才有所要的大小。"
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
            if not counts or max(counts.values()) < 2:
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
