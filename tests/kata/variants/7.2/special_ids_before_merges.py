class BPETokenizer:
    def __init__(self, merges, special_tokens=()):
        self.vocab = [i.to_bytes(1, "big") for i in range(256)]
        self.special_tokens = {}
        for i, name in enumerate(special_tokens, 256):
            if name == "" or name in self.special_tokens:
                raise ValueError(f"{name!r} can't be a special token")
            self.special_tokens[name] = i
            self.vocab.append(name.encode("utf-8"))
        self.merges, spelled = [], [(i,) for i in range(256)]
        for pair in merges:
            pair = tuple(pair)
            if pair in self.merges or min(pair) < 0 or max(pair) >= len(spelled):
                raise ValueError(f"{pair} can't be merged")
            self.merges.append(pair)
            spelled.append(spelled[pair[0]] + spelled[pair[1]])
        self.vocab += [bytes(token) for token in spelled[256:]]
        self.vocab_size = len(self.vocab)
        self._results = {chr(a) + chr(b): chr(256 + i) for i, (a, b) in enumerate(self.merges)}
        self._encoded = {}
