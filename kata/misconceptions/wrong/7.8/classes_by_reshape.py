"""
title.en = "The classes are brought to axis 1 by a reshape"
title.zh = "用 reshape 把类别移到轴 1"
text.en = "`F.cross_entropy` wants the classes in axis 1, and the logits (B, T, V) are reshaped to (B, V, T). A reshape moves nothing, so tokens and positions are mixed up; join B and T, or swap the two axes."
text.zh = "`F.cross_entropy` 要求类别在轴 1，于是把 (B, T, V) 的 logits 变形成了 (B, V, T)。变形并不移动元素，词元和位置就混在了一起；要合并 B 和 T，或者交换这两个轴。"
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
        logits = self.lm_head(self.ln_f(x))
        if targets is None:
            return logits, None
        if targets.shape != ids.shape:
            raise ValueError(f"targets must have shape {tuple(ids.shape)}, not {tuple(targets.shape)}")
        B, T, V = logits.shape
        return logits, F.cross_entropy(logits.reshape(B, V, T), targets)
