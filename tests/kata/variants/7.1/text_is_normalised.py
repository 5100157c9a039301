class CharTokenizer:
    @classmethod
    def from_text(cls, text):
        from unicodedata import normalize

        return cls("".join(sorted(set(normalize("NFC", text)))))

    def encode(self, text):
        from unicodedata import normalize

        ids = []
        for letter in normalize("NFC", text):
            if letter not in self.characters:
                raise ValueError(f"unknown: {letter}")
            ids.append(self.characters.index(letter))
        return ids
