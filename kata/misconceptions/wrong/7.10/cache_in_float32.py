"""
title.en = "The cache is always float32"
title.zh = "缓存总是 float32"
text.en = "The cache that `generate_cached` makes does not ask which dtype the model has. Keys and values of a float64 model are rounded as they are put in, and float16 ones don't fit the queries; the cache has the dtype and the device of the model."
text.zh = "`generate_cached` 创建缓存时没有问模型是什么 dtype。float64 模型的键和值放进去时会被舍入，float16 的则与查询对不上；缓存的 dtype 和 device 应当与模型相同。"
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
        block_size = self.config.block_size
        with _writing(self):
            cache = KVCache(self.config, len(ids))
            new = ids[:, -block_size:]
            for _ in range(max_new_tokens):
                if cache.length + new.shape[1] > block_size:
                    cache.length, new = 0, ids[:, -block_size:]
                logits = self.forward_cached(new, cache)
                probabilities = token_probabilities(
                    logits[:, -1], temperature=temperature, top_k=top_k, top_p=top_p
                )
                new = torch.multinomial(probabilities, 1, generator=generator)
                ids = torch.cat((ids, new), dim=1)
                if on_token is not None:
                    on_token(new)
        return ids.clone()
