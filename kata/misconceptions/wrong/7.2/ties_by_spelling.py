"""
title.en = "Ties are decided by what the tokens spell"
title.zh = "次数相等时比较了词元所代表的字节"
text.en = "Of equally frequent pairs the one whose bytes come first is merged. It is the ids that are compared: a merged token has a large id, whatever it spells, and comes after any byte."
text.zh = "次数相等时合并了字节排在前面的对。要比较的是编号：合并得到的词元不管代表什么，编号都大，排在任何字节之后。"
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
        vocab = [bytes([byte]) for byte in range(256)]
        while len(merges) < wanted:
            counts: Counter[tuple[int, int]] = Counter()
            for tokens, n in spelled.items():
                for pair in pairwise(tokens):
                    counts[pair] += n
            if not counts:
                warnings.warn(f"no pair is left after {len(merges)} merges", stacklevel=2)
                break
            best = min(counts, key=lambda p: (-counts[p], vocab[p[0]], vocab[p[1]]))
            vocab.append(vocab[best[0]] + vocab[best[1]])
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
