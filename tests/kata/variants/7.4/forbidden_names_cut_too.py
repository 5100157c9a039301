class BPETokenizer:
    def encode(self, text, allowed_special=()):
        special = {
            name: [i] if allowed_special == "all" or name in allowed_special else None
            for name, i in self.special_tokens.items()
        }
        if allowed_special != "all" and not set(allowed_special) <= special.keys():
            raise ValueError(f"{allowed_special} are not all special")
        text.encode()
        names = sorted(special, key=lambda name: -len(name))
        ids, start = [], 0
        if names:
            for match in regex.finditer("|".join(map(regex.escape, names)), text):
                ids.extend(self.encode_ordinary(text[start : match.start()]))
                ids.extend(special[match[0]] or self.encode_ordinary(match[0]))
                start = match.end()
        return ids + self.encode_ordinary(text[start:])
