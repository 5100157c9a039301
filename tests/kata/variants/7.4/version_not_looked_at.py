class BPETokenizer:
    @classmethod
    def load(cls, path):
        with open(path, "rb") as file:
            raw = file.read()
        try:
            entries = json.loads(raw.decode("utf-8"))
            merges = [tuple(pair) for pair in entries["merges"]]
            return cls(merges, list(entries["special_tokens"]))
        except Exception as error:
            raise ValueError(f"cannot read {path}") from error
