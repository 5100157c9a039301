"""
title.en = "Bytes that are no UTF-8 are dropped"
title.zh = "不是 UTF-8 的字节被丢掉了"
text.en = "Bytes that do not fit together are left out in silence, and nobody sees that the model wrote something that is no text. They become “�”, as with errors='replace'."
text.zh = "拼不到一起的字节被悄悄丢掉，没有人看得出模型写了不是文本的东西。它们应当变成 “�”，与 errors='replace' 一样。"
guide = "7.3"
"""

class BPETokenizer:
    def decode(self, ids: Iterable[int]) -> str:
        tokens = [self.vocab[i] for i in _known(ids, self.vocab_size)]
        return b"".join(tokens).decode(errors="ignore")
