"""
title.en = "Afterwards the model is always in training mode"
title.zh = "之后模型总是处于训练模式"
text.en = "When the text is written the model is put into training mode, whatever it was in before. Whoever generates from a model in evaluation mode gets it back with dropout switched on; the mode has to be the one in which it was found."
text.zh = "写完文本之后，不管原来是什么模式，都把模型设成训练模式。对处于评估模式的模型，生成之后随机失活就被打开了；应当恢复成原来的模式。"
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
        self.eval()
        try:
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
        finally:
            self.train()
        return ids
