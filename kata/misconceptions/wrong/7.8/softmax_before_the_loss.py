"""
title.en = "The loss is given probabilities instead of logits"
title.zh = "交给损失的是概率而不是 logits"
text.en = "The logits go through softmax before `F.cross_entropy`, which does that itself. Probabilities differ by at most 1, so after the second softmax no token can become likely, and the gradients are small."
text.zh = "logits 在交给 `F.cross_entropy` 之前先做了 softmax，而它自己会做。概率之间最多相差 1，所以再做一次 softmax 之后没有一个词元能变得很可能，梯度也很小。"
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
        return logits, F.cross_entropy(logits.softmax(-1).flatten(0, 1), targets.flatten())
