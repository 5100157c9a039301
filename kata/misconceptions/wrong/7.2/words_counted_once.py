"""
title.en = "Every word counts once"
title.zh = "每个词只算了一次"
text.en = "The pairs are counted in the different words, each of them once. A word that occurs n times counts n times: what is frequent in the text is what is worth a token."
text.zh = "对是在不同的词里数的，每个词只算一次。出现 n 次的词要算 n 次：在文本里常见的才值得成为一个词元。"
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
            for tokens in spelled:
                for pair in pairwise(tokens):
                    counts[pair] += 1
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
