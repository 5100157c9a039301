"""
title.en = "The position embedding is looked up by the ids"
title.zh = "用编号去查位置嵌入"
text.en = "The rows of `wpe` are chosen by the tokens' ids, not by their places. So a token gets the same vector wherever it stands, the model can't tell positions apart, and ids from block_size on have no row at all."
text.zh = "`wpe` 的行是按词元的编号取的，而不是按位置取的。于是一个词元无论在哪里都得到同一个向量，模型分不清位置，而从 block_size 起的编号根本没有对应的行。"
guide = "7.8"
"""

from torch import Tensor
from torch.nn import functional as F


class GPT:
    def forward(self, ids: Tensor, targets: Tensor | None = None) -> tuple[Tensor, Tensor | None]:
        if ids.ndim != 2 or ids.shape[1] > self.config.block_size:
            raise ValueError(f"ids must be (B, T ≤ {self.config.block_size}), not {tuple(ids.shape)}")
        x = self.dropout(self.wte(ids) + self.wpe(ids))
        for block in self.h:
            x = block(x)
        logits = self.lm_head(self.ln_f(x))
        if targets is None:
            return logits, None
        if targets.shape != ids.shape:
            raise ValueError(f"targets must have shape {tuple(ids.shape)}, not {tuple(targets.shape)}")
        return logits, F.cross_entropy(logits.flatten(0, 1), targets.flatten())
