"""
title.en = "The input is multiplied by √D first"
title.zh = "先把输入乘了 √D"
text.en = "The input is multiplied by √D before the encoding is added, as the paper does with its embeddings. That belongs to the embedding: this module only adds, y = x + encoding[:T]."
text.zh = "先把输入乘以 √D，再加上位置编码，就像论文对嵌入所做的那样。那是嵌入的事：这个模块只做加法，y = x + encoding[:T]。"
guide = "5.4"
"""


class PositionalEncoding:
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        max_length, d_model = self.encoding.shape
        if x.ndim < 2 or x.shape[-1] != d_model or x.shape[-2] > max_length:
            raise ValueError(f"{x.shape} does not fit ({max_length}, {d_model})")
        return x * float(np.sqrt(d_model)) + self.encoding[: x.shape[-2]].astype(x.dtype)
