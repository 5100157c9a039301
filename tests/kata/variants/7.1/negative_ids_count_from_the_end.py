class CharTokenizer:
    def decode(self, ids):
        letters = []
        for i in ids:
            try:
                letters.append(self.characters[i])
            except IndexError:
                raise ValueError(f"unknown id: {i}") from None
        return "".join(letters)
