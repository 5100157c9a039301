"""
title.en = "The whole text is turned into int64"
title.zh = "把全文变成了 int64"
text.en = "The constructor makes an int64 tensor of all tokens. A text in uint16 so takes four times its memory, and is copied at that; keep it as it is, and turn only the window that is asked for."
text.zh = "构造函数把所有词元做成了一个 int64 的张量。这样 uint16 的文本要占四倍的内存，而且还复制了一遍；应当让它保持原样，只转换所要的那个窗口。"
guide = "6.7"
"""

class TextWindows:
    def __init__(self, tokens, block_size: int) -> None:
        tokens = torch.as_tensor(tokens)
        if tokens.ndim != 1 or block_size < 1 or len(tokens) <= block_size:
            raise ValueError(f"no window of {block_size} in a text of shape {tuple(tokens.shape)}")
        if tokens.is_floating_point() or tokens.is_complex() or tokens.dtype == torch.bool:
            raise TypeError(f"tokens must be integers, not {tokens.dtype}")
        self.tokens = tokens.long()
        self.block_size = block_size
