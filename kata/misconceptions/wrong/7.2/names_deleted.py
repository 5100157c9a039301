"""
title.en = "The names are deleted and not cut out"
title.zh = "特殊词元的名字被删掉而不是切掉"
text.en = "The names of the special tokens are deleted from the text before training. So the text before and the text after become neighbours, and a word is learned that is in neither; cut there, and train on the parts."
text.zh = "训练之前，特殊词元的名字从文本里删掉了。这样前后的文本成了邻居，学到的词两边都没有；应当在那里切开，用各段来训练。"
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
        for name in sorted(special_tokens, key=len, reverse=True):
            text = text.replace(name, "")
        words.update(GPT2_PATTERN.findall(text))
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
    i = 0
    while i < len(tokens):
        if tokens[i : i + 2] == pair:
            result.append(new)
            i += 2
        else:
            result.append(tokens[i])
            i += 1
    return tuple(result)
