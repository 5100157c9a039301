class BPETokenizer:
    def encode_ordinary(self, text):
        text.encode()
        ids = []
        for word in GPT2_PATTERN.findall(text):
            spelled = word.encode("utf-8").decode("latin-1")[::-1]
            for new, (first, second) in enumerate(self.merges, 256):
                spelled = spelled.replace(chr(second) + chr(first), chr(new))
            ids += [ord(token) for token in reversed(spelled)]
        return ids
