class BPETokenizer:
    def encode(self, text, allowed_special=()):
        if allowed_special == "all":
            allowed_special = list(self.special_tokens)
        if unknown := set(allowed_special) - set(self.special_tokens):
            raise ValueError(f"not special: {unknown}")
        text.encode()
        ids, start, here = [], 0, 0
        while here < len(text):
            for name in allowed_special:
                if text.startswith(name, here):
                    ids.extend(self.encode_ordinary(text[start:here]))
                    ids.append(self.special_tokens[name])
                    start = here = here + len(name)
                    break
            else:
                here += 1
        return ids + self.encode_ordinary(text[start:])
