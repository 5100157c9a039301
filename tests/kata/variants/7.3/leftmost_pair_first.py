class BPETokenizer:
    def encode_ordinary(self, text):
        text.encode()
        ranks = {pair: rank for rank, pair in enumerate(self.merges)}
        ids = []
        for word in GPT2_PATTERN.findall(text):
            tokens = list(word.encode("utf-8"))
            while True:
                found = [p for p, pair in enumerate(pairwise(tokens)) if pair in ranks]
                if not found:
                    break
                p = min(found)
                tokens = tokens[:p] + [256 + ranks[tokens[p], tokens[p + 1]]] + tokens[p + 2 :]
            ids.extend(tokens)
        return ids
