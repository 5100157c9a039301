"""
title.en = "Dropout falls on the sums"
title.zh = "对和做随机失活"
text.en = "Dropout is applied after the sub-layer has been added, so x itself loses elements too. It stands before each sum: only what the sub-layers give is dropped, and the residual path stays whole."
text.zh = "加上子层之后才做随机失活，于是 x 本身也丢了元素。它应当放在每次求和之前：丢弃的只是子层的输出，残差这条路保持完整。"
guide = "7.6"
"""

from torch import Tensor


class DecoderBlock:
    def forward(self, x: Tensor) -> Tensor:
        a = self.dropout(x + self.attn(self.ln_1(x)))
        return self.dropout(a + self.mlp(self.ln_2(a)))
