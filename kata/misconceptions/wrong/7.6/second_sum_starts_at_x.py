"""
title.en = "The second sum starts at x"
title.zh = "第二个和从 x 出发"
text.en = "What the network gives is added to x, the input of the block, and not to a. So the output of the attention reaches the network alone and is lost from the sum that goes on to the next block."
text.zh = "网络的输出加在了块的输入 x 上，而不是加在 a 上。于是注意力的输出只到达网络，却从传给下一个块的和里消失了。"
guide = "7.6"
"""

from torch import Tensor


class DecoderBlock:
    def forward(self, x: Tensor) -> Tensor:
        a = x + self.dropout(self.attn(self.ln_1(x)))
        return x + self.dropout(self.mlp(self.ln_2(a)))
