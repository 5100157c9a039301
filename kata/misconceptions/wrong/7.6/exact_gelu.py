"""
title.en = "GELU in its exact form"
title.zh = "用了 GELU 的精确形式"
text.en = "The network uses x Φ(x), which `F.gelu` computes unless told otherwise. GPT-2 was trained with the tanh form; the two differ in the fourth digit, enough to read its weights almost right."
text.zh = "网络用的是 x Φ(x)，不另加说明时 `F.gelu` 算的就是它。GPT-2 是用 tanh 形式训练的；两者在第四位数字上有差别，足以使它的权重读出来“差一点就对了”。"
guide = "7.6"
"""

from torch import Tensor
from torch.nn import functional as F


class MLP:
    def forward(self, x: Tensor) -> Tensor:
        return self.c_proj(F.gelu(self.c_fc(x)))
