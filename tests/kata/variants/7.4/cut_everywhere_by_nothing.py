class BPETokenizer:
    def encode(self, text, allowed_special=()):
        if allowed_special == "all":
            allowed_special = list(self.special_tokens)
        if unknown := set(allowed_special) - set(self.special_tokens):
            raise ValueError(f"not special: {unknown}")
        text.encode()
        names = sorted(allowed_special, key=lambda name: -len(name))
        ids, start = [], 0
        for match in regex.finditer("|".join(map(regex.escape, names)), text):
            ids.extend(self.encode_ordinary(text[start : match.start()]))
            ids.extend([self.special_tokens[match[0]]] if match[0] else [])
            start = match.end()
        return ids + self.encode_ordinary(text[start:])
