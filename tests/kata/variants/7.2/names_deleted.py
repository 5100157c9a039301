class BPETokenizer:
    @classmethod
    def train(cls, text, vocab_size, special_tokens=()):
        smallest = cls([], special_tokens).vocab_size
        room = vocab_size - smallest
        if room < 0:
            raise ValueError(f"{vocab_size} tokens are too few: {smallest} are the least")
        text.encode("utf-8")
        if special_tokens:
            names = sorted(special_tokens, key=len)[::-1]
            text = regex.sub("|".join(map(regex.escape, names)), "", text)
        parts = [text]
        words, times = [], []
        for word, n in Counter(w for part in parts for w in GPT2_PATTERN.findall(part)).items():
            words.append(list(word.encode("utf-8")))
            times.append(n)
        learned = []
        for new in range(256, 256 + room):
            table = defaultdict(int)
            for word, n in zip(words, times, strict=True):
                for a, b in zip(word, word[1:], strict=False):
                    table[a, b] += n
            if not table:
                break
            top = max(table.values())
            first, second = min(pair for pair, n in table.items() if n == top)
            learned.append((first, second))
            for word in words:
                place = 0
                while place < len(word) - 1:
                    if word[place] == first and word[place + 1] == second:
                        word[place : place + 2] = [new]
                    place += 1
        if len(learned) < room:
            warnings.warn(f"only {len(learned)} merges could be learned", stacklevel=2)
        return cls(learned, special_tokens)
