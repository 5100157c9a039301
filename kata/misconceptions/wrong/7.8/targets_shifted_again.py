"""
title.en = "The model shifts the targets once more"
title.zh = "模型又把目标平移了一次"
text.en = "The logits at t are compared with the target at t + 1, although the caller has shifted the targets already. What is learned is to say the token after the next; the model compares position t with position t."
text.zh = "位置 t 的 logits 与位置 t + 1 的目标相比，而调用者已经平移过目标了。这样学到的是说出隔一个的词元；模型应当拿位置 t 与位置 t 相比。"
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
        return logits, F.cross_entropy(logits[:, :-1].flatten(0, 1), targets[:, 1:].flatten())
