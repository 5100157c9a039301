class BPETokenizer:
    def encode_ordinary(self, text):
        tokens = list(text.encode("utf-8"))
        for new, (first, second) in enumerate(self.merges, 256):
            i, out = 0, []
            while i < len(tokens):
                if tokens[i] == first and tokens[i + 1 : i + 2] == [second]:
                    out.append(new)
                    i += 2
                else:
                    out.append(tokens[i])
                    i += 1
            tokens = out
        return tokens
