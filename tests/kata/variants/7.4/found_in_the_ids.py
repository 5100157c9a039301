class BPETokenizer:
    def encode(self, text, allowed_special=()):
        if allowed_special == "all":
            allowed_special = list(self.special_tokens)
        if unknown := set(allowed_special) - set(self.special_tokens):
            raise ValueError(f"not special: {unknown}")
        text.encode()
        spelled = "".join(map(chr, self.encode_ordinary(text)))
        for name in sorted(allowed_special, key=lambda name: -len(name)):
            pieces = "".join(map(chr, self.encode_ordinary(name)))
            spelled = spelled.replace(pieces, chr(self.special_tokens[name]))
        return [ord(token) for token in spelled]
