"""
title.en = "Each token is decoded by itself"
title.zh = "逐个词元解码"
text.en = "Every token is decoded alone, and the texts are put together. A character may be spread over several tokens, and then comes back as “�” several times; join the bytes first, and decode them once."
text.zh = "每个词元单独解码，然后把文本拼起来。一个字符可能分散在几个词元里，回来时就成了几个 “�”；应当先把字节接起来，再一次解码。"
guide = "7.3"
"""

class BPETokenizer:
    def decode(self, ids: Iterable[int]) -> str:
        known = _known(ids, self.vocab_size)
        return "".join([self.vocab[i].decode(errors="replace") for i in known])
