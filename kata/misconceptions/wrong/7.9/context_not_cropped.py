"""
title.en = "The whole text is fed to the model"
title.zh = "把整个文本都送进模型"
text.en = "Each token is asked for with all that has been written so far. The model has positions for `block_size` tokens alone, and once the text is longer it refuses; what it sees is the last `block_size` ids."
text.zh = "每次都把至今写出的全部内容送进去问下一个词元。模型只有 `block_size` 个位置，文本一旦更长它就会拒绝；它看到的应当是最后 `block_size` 个编号。"
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
                    logits, _ = self(ids)
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
