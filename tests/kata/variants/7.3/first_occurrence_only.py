class BPETokenizer:
    def encode_ordinary(self, text):
        text.encode()
        ids = []
        for word in GPT2_PATTERN.findall(text):
            spelled = word.encode("utf-8").decode("latin-1")
            for new, (first, second) in enumerate(self.merges, 256):
                spelled = spelled.replace(chr(first) + chr(second), chr(new), 1)
            ids += map(ord, spelled)
        return ids
