class BPETokenizer:
    def encode_ordinary(self, text, met={}):
        text.encode()
        ids = []
        for word in GPT2_PATTERN.findall(text):
            ids.extend(met.setdefault(word, tuple(self._encode_word(word))))
        return ids
