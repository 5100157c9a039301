"""
title.en = "The model generates in training mode"
title.zh = "模型在训练模式下生成"
text.en = "No graph is recorded, but the model is left in the mode in which it was found. In training mode dropout goes on dropping while the text is written; `torch.no_grad()` and `eval()` are two things, and both are needed."
text.zh = "没有记录计算图，但模型停留在原来的模式。在训练模式下，写文本时随机失活还在丢弃元素；`torch.no_grad()` 和 `eval()` 是两回事，两者都需要。"
guide = "7.9"
"""

from collections.abc import Callable

import torch
from torch import Tensor


class GPT:
    def generate(
        self,
        ids: Tensor,
        max_new_tokens: int,
        *,
        temperature: float = 1.0,
        top_k: int | None = None,
        top_p: float | None = None,
        generator: torch.Generator | None = None,
        on_token: Callable[[Tensor], object] | None = None,
    ) -> Tensor:
        with torch.no_grad():
            for _ in range(max_new_tokens):
                logits, _ = self(ids[:, -self.config.block_size :])
                probabilities = token_probabilities(
                    logits[:, -1], temperature=temperature, top_k=top_k, top_p=top_p
                )
                new = torch.multinomial(probabilities, 1, generator=generator)
                ids = torch.cat((ids, new), dim=1)
                if on_token is not None:
                    on_token(new)
        return ids
