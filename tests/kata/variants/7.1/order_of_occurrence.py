class CharTokenizer:
    @classmethod
    def from_text(cls, text):
        seen = ""
        for letter in text:
            if letter not in seen:
                seen += letter
        return cls(seen)
