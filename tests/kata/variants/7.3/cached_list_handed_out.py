class BPETokenizer:
    def encode_ordinary(self, text):
        text.encode()
        total = None
        for word in GPT2_PATTERN.findall(text):
            known = self._encoded.get(word)
            if known is None:
                known = self._encoded[word] = self._encode_word(word)
            total = known if total is None else total + known
        return [] if total is None else total
