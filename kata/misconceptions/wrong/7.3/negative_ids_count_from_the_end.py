"""
title.en = "Negative ids count from the end"
title.zh = "负的编号从末尾数起"
text.en = "The ids are places in vocab, and vocab[-1] is the last token. A negative id is a mistake somewhere else, which decode must not hide: it is a ValueError."
text.zh = "编号用作 vocab 里的位置，而 vocab[-1] 是最后一个词元。负的编号说明别处出了错，decode 不应掩盖它：要抛出 ValueError。"
guide = "7.3"
"""

class BPETokenizer:
    def decode(self, ids: Iterable[int]) -> str:
        tokens = []
        for i in ids:
            if i >= self.vocab_size:
                raise ValueError(f"the id {i} is unknown")
            tokens.append(self.vocab[i])
        return b"".join(tokens).decode(errors="replace")
