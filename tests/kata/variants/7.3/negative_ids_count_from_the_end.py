class BPETokenizer:
    def decode(self, ids):
        together = b""
        for i in ids:
            try:
                together += self.vocab[i]
            except IndexError:
                raise ValueError(f"{i} is the id of no token") from None
        return together.decode("utf-8", "replace")
