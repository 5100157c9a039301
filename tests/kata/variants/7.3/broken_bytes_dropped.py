class BPETokenizer:
    def decode(self, ids):
        together = bytearray()
        for i in ids:
            if i < 0 or i >= len(self.vocab):
                raise ValueError(f"no token has the id {i}")
            together.extend(self.vocab[i])
        return str(together, "utf-8", "ignore")
