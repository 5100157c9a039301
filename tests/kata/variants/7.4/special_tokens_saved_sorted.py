class BPETokenizer:
    def save(self, path):
        names = [*self.special_tokens]
        names.sort()
        entries = {"version": 1, "merges": [list(pair) for pair in self.merges]}
        with open(path, "w", encoding="utf-8") as file:
            json.dump(entries | {"special_tokens": names}, file)
