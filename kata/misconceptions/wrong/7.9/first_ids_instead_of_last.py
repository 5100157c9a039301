"""
title.en = "The model sees the first ids instead of the last"
title.zh = "模型看到的是最前面的编号，而不是最后的"
text.en = "The text is cropped to its first `block_size` ids. Once it is longer the model is asked the same question again and again, as it never sees what it has just written; it needs the last `block_size` ids."
text.zh = "文本被裁剪成最前面的 `block_size` 个编号。文本一旦更长，模型就一遍遍地被问同一个问题，因为它看不到刚写出的内容；它需要的是最后 `block_size` 个编号。"
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
        training = self.training
        self.eval()
        try:
            with torch.no_grad():
                for _ in range(max_new_tokens):
                    logits, _ = self(ids[:, : self.config.block_size])
                    probabilities = token_probabilities(
                        logits[:, -1], temperature=temperature, top_k=top_k, top_p=top_p
                    )
                    new = torch.multinomial(probabilities, 1, generator=generator)
                    ids = torch.cat((ids, new), dim=1)
                    if on_token is not None:
                        on_token(new)
        finally:
            self.train(training)
        return ids
