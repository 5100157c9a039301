"""
title.en = "The sums start from what was normalised"
title.zh = "求和从归一化之后的值出发"
text.en = "x is overwritten by its normalisation, and the attention's output is added to that; the second sum does the same. The residual path has to carry x and a as they were before, or every block wipes out their scale."
text.zh = "x 被它的归一化结果覆盖，注意力的输出就加在那上面，第二个和也一样。残差这条路要传递归一化之前的 x 和 a，否则每个块都会抹掉它们的尺度。"
guide = "7.6"
"""

from torch import Tensor


class DecoderBlock:
    def forward(self, x: Tensor) -> Tensor:
        x = self.ln_1(x)
        x = x + self.dropout(self.attn(x))
        x = self.ln_2(x)
        return x + self.dropout(self.mlp(x))
