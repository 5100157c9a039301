"""
style = "Everything counted anew for each merge, and every merge tried on every word."
file = "stage3_gpt/task7_tokenizer.py"
"""


class CharTokenizer:
    def __init__(self, characters):
        self.characters = characters

    @property
    def vocab_size(self):
        return len(self.characters)

    @classmethod
    def from_text(cls, text):
        return cls("".join(map(chr, sorted({ord(character) for character in text}))))

    def encode(self, text):
        ids = []
        for character in text:
            place = self.characters.find(character)
            if place < 0:
                raise ValueError(f"{character} has no id")
            ids.append(place)
        return ids

    def decode(self, ids):
        text = ""
        for i in ids:
            if i not in range(len(self.characters)):
                raise ValueError(f"no character has the id {i}")
            text += self.characters[int(i)]
        return text


class BPETokenizer:
    def __init__(self, merges, special_tokens=()):
        self.merges, self.special_tokens = [], {}
        self.vocab = [bytes((byte,)) for byte in range(256)]
        for first, second in merges:
            if (first, second) in self.merges or min(first, second) < 0:
                raise ValueError(f"{(first, second)} can't be merged")
            if max(first, second) >= len(self.vocab):
                raise ValueError(f"{(first, second)} are not there yet")
            self.merges.append((first, second))
            self.vocab.append(self.vocab[first] + self.vocab[second])
        for name in special_tokens:
            if name == "" or name in self.special_tokens:
                raise ValueError(f"{name!r} can't be a special token")
            self.special_tokens[name] = len(self.vocab)
            self.vocab.append(name.encode("utf-8"))
        self.vocab_size = len(self.vocab)

    @classmethod
    def train(cls, text, vocab_size, special_tokens=()):
        names = list(special_tokens)
        room = vocab_size - len(cls([], names).vocab)
        if room < 0:
            raise ValueError(f"{vocab_size} tokens are {-room} too few, {vocab_size - room} needed")
        text.encode("utf-8")
        alternatives = "|".join(regex.escape(name) for name in sorted(names, key=len)[::-1])
        parts = regex.split(alternatives, text) if names else [text]
        words = [(list(w.encode("utf-8")), n) for w, n in _words(parts).items()]
        merges = []
        while len(merges) < room:
            table = Counter()
            for tokens, n in words:
                for i in range(1, len(tokens)):
                    table[tokens[i - 1], tokens[i]] += n
            if not table:
                warnings.warn(f"it ends with {len(merges)} merges", stacklevel=2)
                break
            most = max(table.values())
            merges.append(min(pair for pair, n in table.items() if n == most))
            words = [(_replaced(w, merges[-1], 255 + len(merges)), n) for w, n in words]
        return cls(merges, names)

    def encode_ordinary(self, text):
        text.encode("utf-8")
        ids = []
        for match in GPT2_PATTERN.finditer(text):
            tokens = list(match.group().encode("utf-8"))
            for i, pair in enumerate(self.merges):
                if len(tokens) > 1:
                    tokens = _replaced(tokens, pair, 256 + i)
            ids.extend(tokens)
        return ids

    def decode(self, ids):
        joined = bytearray()
        for i in ids:
            if not 0 <= i < len(self.vocab):
                raise ValueError(f"the id {i} is no token's")
            joined += self.vocab[i]
        return joined.decode("utf-8", "replace")


def _words(parts):
    return Counter(match.group() for part in parts for match in GPT2_PATTERN.finditer(part))


def _replaced(tokens, pair, new):
    out = []
    for token in tokens:
        if out and (out[-1], token) == pair:
            out[-1] = new  # a new token is never the first of this pair
        else:
            out.append(token)
    return out
