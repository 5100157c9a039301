class BPETokenizer:
    def encode_ordinary(self, text):
        text.encode()
        ordinary = self.vocab[: 256 + len(self.merges)]
        by_length = sorted(range(len(ordinary)), key=lambda i: (-len(ordinary[i]), i))
        ids = []
        for word in GPT2_PATTERN.findall(text):
            rest = word.encode("utf-8")
            while rest:
                found = next(i for i in by_length if rest.startswith(ordinary[i]))
                ids.append(found)
                rest = rest[len(ordinary[found]) :]
        return ids
