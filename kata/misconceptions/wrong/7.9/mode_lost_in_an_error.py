"""
title.en = "An error leaves the model in evaluation mode"
title.zh = "出错时模型停留在评估模式"
text.en = "The mode is put back at the end of the method, which an error never reaches. After a refused option, or Ctrl-C in `on_token`, training would go on without dropout; `finally` puts the mode back in any case."
text.zh = "恢复模式的那一行在方法的末尾，出错时根本走不到。如果选项被拒绝，或者在 `on_token` 里按了 Ctrl-C，之后的训练就没有随机失活了；`finally` 在任何情况下都会恢复模式。"
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
        self.train(training)
        return ids
