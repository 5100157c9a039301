"""
title.en = "Without targets only the last position gets logits"
title.zh = "没有目标时只给出最后一个位置的 logits"
text.en = "Where there are no targets the head is applied to the last position alone, to save work while text is generated. The logits are those of all positions, with targets and without: whoever wants the last ones takes them."
text.zh = "没有目标时，输出层只用在最后一个位置上，想在生成文本时省些计算。不论有没有目标，logits 都是所有位置的：只要最后一个位置的人自己去取。"
guide = "7.8"
"""

from torch import Tensor
from torch.nn import functional as F


class GPT:
    def forward(self, ids: Tensor, targets: Tensor | None = None) -> tuple[Tensor, Tensor | None]:
        if ids.ndim != 2 or ids.shape[1] > self.config.block_size:
            raise ValueError(f"ids must be (B, T ≤ {self.config.block_size}), not {tuple(ids.shape)}")
        x = self.dropout(self.wte(ids) + self.wpe.weight[: ids.shape[1]])
        for block in self.h:
            x = block(x)
        x = self.ln_f(x)
        if targets is None:
            return self.lm_head(x[:, -1:]), None
        if targets.shape != ids.shape:
            raise ValueError(f"targets must have shape {tuple(ids.shape)}, not {tuple(targets.shape)}")
        logits = self.lm_head(x)
        return logits, F.cross_entropy(logits.flatten(0, 1), targets.flatten())
