class BPETokenizer:
    def encode(self, text, allowed_special=()):
        if allowed_special == "all":
            allowed_special = list(self.special_tokens)
        if unknown := set(allowed_special) - set(self.special_tokens):
            raise ValueError(f"not special: {unknown}")
        text.encode()
        names = "|".join(regex.escape(n) for n in sorted(allowed_special, key=len, reverse=True))
        if not names:
            return self.encode_ordinary(text)
        ids, start = [], 0
        for match in regex.finditer(names, text):
            ids.extend(self.encode_ordinary(text[start : match.start()].strip()))
            ids.append(self.special_tokens[match.group()])
            start = match.end()
        return ids + self.encode_ordinary(text[start:].strip())
