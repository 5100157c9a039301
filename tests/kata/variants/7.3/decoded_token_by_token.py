class BPETokenizer:
    def decode(self, ids):
        text = ""
        for i in ids:
            if i < 0 or i >= len(self.vocab):
                raise ValueError(f"no token has the id {i}")
            text += str(self.vocab[i], "utf-8", "replace")
        return text
