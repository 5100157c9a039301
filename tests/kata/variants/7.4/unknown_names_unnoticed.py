class BPETokenizer:
    def encode(self, text, allowed_special=()):
        if allowed_special == "all":
            allowed_special = self.special_tokens
        text.encode()
        ids = {name: i for name, i in self.special_tokens.items() if name in allowed_special}
        found, start, here = [], 0, 0
        while here < len(text):
            fitting = [name for name in ids if text.startswith(name, here)]
            if fitting:
                name = max(fitting, key=len)
                found.extend(self.encode_ordinary(text[start:here]))
                found.append(ids[name])
                start = here = here + len(name)
            else:
                here += 1
        return found + self.encode_ordinary(text[start:])
