"""
title.en = "The network reads x instead of a"
title.zh = "网络读的是 x 而不是 a"
text.en = "Both sub-layers take the block's input, and their outputs are added side by side. The network comes second: it has to see a, the sum that already holds what the attention has found."
text.zh = "两个子层读的都是块的输入，输出再并排相加。网络是第二个：它要看到的是 a，也就是已经包含注意力结果的那个和。"
guide = "7.6"
"""

from torch import Tensor


class DecoderBlock:
    def forward(self, x: Tensor) -> Tensor:
        attended = self.dropout(self.attn(self.ln_1(x)))
        fed = self.dropout(self.mlp(self.ln_2(x)))
        return x + attended + fed
