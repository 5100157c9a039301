class BPETokenizer:
    def encode(self, text, allowed_special=()):
        if allowed_special == "all":
            allowed_special = list(self.special_tokens)
        if unknown := set(allowed_special) - set(self.special_tokens):
            raise ValueError(f"not special: {unknown}")
        text.encode()
        parts = [text]
        for name in sorted(allowed_special, key=lambda name: -len(name)):
            cut = []
            for part in parts:
                if isinstance(part, int):
                    cut.append(part)
                    continue
                before, *rest = part.split(name)
                cut.append(before)
                for piece in rest:
                    cut += [self.special_tokens[name], piece]
            parts = cut
        ids = []
        for part in parts:
            ids += [part] if isinstance(part, int) else self.encode_ordinary(part)
        return ids
