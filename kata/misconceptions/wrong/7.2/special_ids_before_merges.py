"""
title.en = "The special tokens stand before the merges"
title.zh = "特殊词元排在了合并之前"
text.en = "The special tokens get the ids from 256 on, and the merges come after them. First come the bytes, then the merges in their order, so that merge number i is the token 256 + i, and special tokens come last."
text.zh = "特殊词元得到了从 256 开始的编号，合并排在它们后面。先是字节，再是各次合并，这样第 i 次合并就是词元 256 + i，特殊词元排在最后。"
guide = "7.2"
"""

class BPETokenizer:
    def __init__(
        self, merges: Iterable[tuple[int, int]], special_tokens: Iterable[str] = ()
    ) -> None:
        self.merges = [(first, second) for first, second in merges]
        if len(set(self.merges)) < len(self.merges):
            raise ValueError("a pair stands in `merges` twice")
        tokens = [bytes([byte]) for byte in range(256)]
        for first, second in self.merges:
            if not (0 <= first < len(tokens) and 0 <= second < len(tokens)):
                raise ValueError(f"{(first, second)} must be smaller ids")
            tokens.append(tokens[first] + tokens[second])
        self.special_tokens: dict[str, int] = {}
        for name in special_tokens:
            if not name or name in self.special_tokens:
                raise ValueError(f"special tokens must be different and not empty, not {name!r}")
            self.special_tokens[name] = 256 + len(self.special_tokens)
        names = [name.encode() for name in self.special_tokens]
        self.vocab = tokens[:256] + names + tokens[256:]
        self.vocab_size = len(self.vocab)
        self._results = {
            chr(first) + chr(second): chr(256 + number)
            for number, (first, second) in enumerate(self.merges)
        }
        self._encoded: dict[str, list[int]] = {}
