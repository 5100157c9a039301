"""
title.en = "The embeddings are not dropped"
title.zh = "嵌入之后没有随机失活"
text.en = "The sum of both embeddings goes into the first block as it is, and `dropout` is never called. In training it goes through dropout first, like what each sub-layer adds to it later."
text.zh = "两个嵌入之和原样进入第一个块，`dropout` 从未被调用。训练时它要先经过随机失活，就像之后每个子层加进来的东西一样。"
guide = "7.8"
"""

from torch import Tensor
from torch.nn import functional as F


class GPT:
    def forward(self, ids: Tensor, targets: Tensor | None = None) -> tuple[Tensor, Tensor | None]:
        if ids.ndim != 2 or ids.shape[1] > self.config.block_size:
            raise ValueError(f"ids must be (B, T ≤ {self.config.block_size}), not {tuple(ids.shape)}")
        x = self.wte(ids) + self.wpe.weight[: ids.shape[1]]
        for block in self.h:
            x = block(x)
        logits = self.lm_head(self.ln_f(x))
        if targets is None:
            return logits, None
        if targets.shape != ids.shape:
            raise ValueError(f"targets must have shape {tuple(ids.shape)}, not {tuple(targets.shape)}")
        return logits, F.cross_entropy(logits.flatten(0, 1), targets.flatten())
