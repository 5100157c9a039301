class BPETokenizer:
    @classmethod
    def load(cls, path):
        with open(path, encoding="utf-8") as file:
            entries = json.load(file)
        try:
            version, merges = entries["version"], entries["merges"]
            names = entries["special_tokens"]
            assert version == 1
            return cls(merges, names)
        except (AssertionError, KeyError, TypeError, ValueError):
            raise ValueError("the file does not hold a tokenizer") from None
