class BPETokenizer:
    def encode_ordinary(self, text):
        text.encode()
        ids, waiting = [], ""
        names = sorted(self.special_tokens, key=len, reverse=True)

        def flush():
            for word in GPT2_PATTERN.findall(waiting):
                ids.extend(self._encode_word(word))

        while text:
            name = next((n for n in names if text.startswith(n)), None)
            if name is None:
                waiting, text = waiting + text[0], text[1:]
            else:
                flush()
                waiting, text = "", text[len(name) :]
                ids.append(self.special_tokens[name])
        flush()
        return ids
