class BPETokenizer:
    def encode(self, text, allowed_special=()):
        if allowed_special == "all":
            allowed_special = list(self.special_tokens)
        if unknown := set(allowed_special) - set(self.special_tokens):
            raise ValueError(f"not special: {unknown}")
        text.encode()
        names = sorted(allowed_special, key=lambda name: -len(name))
        pieces, start = [], 0
        if names:
            for match in regex.finditer("|".join(names), text):
                pieces += [text[start : match.start()], match[0]]
                start = match.end()
        ids = []
        for piece in [*pieces, text[start:]]:
            if piece in names:
                ids.append(self.special_tokens[piece])
            else:
                ids.extend(self.encode_ordinary(piece))
        return ids
