"""
title.en = "The text itself is cropped"
title.zh = "连文本本身也被裁剪了"
text.en = "The ids are cropped to the last `block_size` for the model, and the new token is appended to these. So the result loses its beginning; only what the model sees is cropped, and the text is kept whole."
text.zh = "编号为模型裁剪成最后 `block_size` 个之后，新词元就接在裁剪过的编号后面。于是结果丢了开头；裁剪的只是模型所看到的，文本要完整保留。"
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
                    ids = ids[:, -self.config.block_size :]
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
