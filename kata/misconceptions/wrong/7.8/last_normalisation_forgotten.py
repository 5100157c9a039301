"""
title.en = "No normalisation before the head"
title.zh = "输出层之前没有归一化"
text.en = "The head reads the sum that the last block leaves, and `ln_f` is never used. Pre-norm blocks never normalise their sum, so it grows with every block; the last normalisation brings it back to one scale."
text.zh = "输出层直接读最后一个块留下的和，`ln_f` 从未用到。pre-norm 的块从不对和归一化，所以它随着每个块增长；最后的归一化使它回到同样的尺度。"
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
        logits = self.lm_head(x)
        if targets is None:
            return logits, None
        if targets.shape != ids.shape:
            raise ValueError(f"targets must have shape {tuple(ids.shape)}, not {tuple(targets.shape)}")
        return logits, F.cross_entropy(logits.flatten(0, 1), targets.flatten())
