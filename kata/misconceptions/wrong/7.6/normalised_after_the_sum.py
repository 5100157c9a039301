"""
title.en = "Normalised after the sums"
title.zh = "在求和之后归一化"
text.en = "Each sum is normalised once the sub-layer has been added, as in the first Transformer. A GPT normalises what goes into a sub-layer and leaves the sums alone, so that they run through all blocks untouched."
text.zh = "像最初的 Transformer 那样，加上子层之后再对和归一化。GPT 归一化的是进入子层的东西，和保持不动，这样它们就能原样穿过所有的块。"
guide = "7.6"
"""

from torch import Tensor


class DecoderBlock:
    def forward(self, x: Tensor) -> Tensor:
        a = self.ln_1(x + self.dropout(self.attn(x)))
        return self.ln_2(a + self.dropout(self.mlp(a)))
