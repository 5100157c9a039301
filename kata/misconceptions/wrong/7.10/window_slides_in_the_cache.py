"""
title.en = "Past block_size the cache slides along"
title.zh = "超过 block_size 之后让缓存跟着滑动"
text.en = "When the cache is full its oldest keys and values are pushed out, and the new token gets the last position. But every token in the window has moved by one position too, so its vector, keys and values are other ones: the whole window has to be fed again."
text.zh = "缓存满了以后，把最旧的键和值挤出去，新词元用最后一个位置。但窗口里的每个词元也都移动了一个位置，它的向量、键和值都变了：整个窗口必须重新送一遍。"
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
        block_size, weight = self.config.block_size, self.wte.weight
        with _writing(self):
            cache = KVCache(self.config, len(ids), device=weight.device, dtype=weight.dtype)
            new = ids[:, -block_size:]
            for _ in range(max_new_tokens):
                if cache.length == block_size:
                    cache.keys = [keys.roll(-1, dims=2) for keys in cache.keys]
                    cache.values = [values.roll(-1, dims=2) for values in cache.values]
                    cache.length = block_size - 1
                logits = self.forward_cached(new, cache)
                probabilities = token_probabilities(
                    logits[:, -1], temperature=temperature, top_k=top_k, top_p=top_p
                )
                new = torch.multinomial(probabilities, 1, generator=generator)
                ids = torch.cat((ids, new), dim=1)
                if on_token is not None:
                    on_token(new)
        return ids.clone()
