class BPETokenizer:
    def encode_ordinary(self, text):
        text.encode()
        ids = []
        for word in GPT2_PATTERN.findall(text):
            tokens = list(word.encode("utf-8"))
            known = set(pairwise(tokens))
            for new, pair in enumerate(self.merges, 256):
                if pair not in known:
                    continue
                out = []
                for token in tokens:
                    if out and (out[-1], token) == pair:
                        out[-1] = new
                    else:
                        out.append(token)
                tokens = out
            ids += tokens
        return ids
