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
        ids = []
        for part in regex.split(rf"\s*({names})\s*", text.strip()):
            ids.extend([self.special_tokens[part]] if part in allowed_special else self.encode_ordinary(part))
        return ids
