"""
title.en = "The whole text is fed for each token"
title.zh = "每个词元都把整个文本送一遍"
text.en = "Every new token gets an empty cache and all that has been written so far. The text is right, and nothing is saved: the cache is there so that each token goes through the model once, and after the prompt only the newest column is fed."
text.zh = "每个新词元都用一个空的缓存，把至今写出的全部内容再送一遍。文本是对的，却什么也没省下：缓存就是为了让每个词元只通过模型一次，提示之后只送入最新的一列。"
guide = "7.10"
"""

from collections.abc import Callable

import torch
from torch import Tensor


class GPT:
    def generate_cached(
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
        weight = self.wte.weight
        with _writing(self):
            for _ in range(max_new_tokens):
                cache = KVCache(self.config, len(ids), device=weight.device, dtype=weight.dtype)
                logits = self.forward_cached(ids[:, -self.config.block_size :], cache)
                probabilities = token_probabilities(
                    logits[:, -1], temperature=temperature, top_k=top_k, top_p=top_p
                )
                new = torch.multinomial(probabilities, 1, generator=generator)
                ids = torch.cat((ids, new), dim=1)
                if on_token is not None:
                    on_token(new)
        return ids.clone()
