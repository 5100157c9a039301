class BPETokenizer:
    def encode(self, text, allowed_special=()):
        if allowed_special != "all" and not set(allowed_special) <= self.special_tokens.keys():
            raise ValueError(f"{allowed_special} are not all special")
        text.encode()
        names = sorted(self.special_tokens, key=lambda name: -len(name))
        ids, start = [], 0
        if names:
            for match in regex.finditer("|".join(map(regex.escape, names)), text):
                ids.extend(self.encode_ordinary(text[start : match.start()]))
                ids.append(self.special_tokens[match[0]])
                start = match.end()
        return ids + self.encode_ordinary(text[start:])
