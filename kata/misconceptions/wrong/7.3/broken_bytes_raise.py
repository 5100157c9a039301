"""
title.en = "Bytes that are no UTF-8 raise an error"
title.zh = "不是 UTF-8 的字节引发了错误"
text.en = "The bytes are decoded strictly, so that ids whose bytes do not fit together are an error. A model may draw any ids, and what it writes has to be shown: such bytes become “�”."
text.zh = "字节是严格解码的，字节拼不到一起的编号就成了错误。模型可能抽到任何编号，而它写出的东西总要显示：这样的字节应当变成 “�”。"
guide = "7.3"
"""

class BPETokenizer:
    def decode(self, ids: Iterable[int]) -> str:
        return b"".join([self.vocab[i] for i in _known(ids, self.vocab_size)]).decode()
