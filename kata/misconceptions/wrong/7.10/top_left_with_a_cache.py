"""
title.en = "A new token sees only the first keys"
title.zh = "新词元只看得到最前面的键"
text.en = "The attention over the cache is left to `is_causal=True`, which takes the first new query for position 0. So a single new token sees the first key alone; the new tokens are the last positions, and what is cached stands before them."
text.zh = "对缓存的注意力交给了 `is_causal=True`，它把第一个新查询当作位置 0。于是单独一个新词元只看得到第一个键；新词元是最后的那些位置，缓存的内容都在它们之前。"
guide = "7.10"
"""

from torch import Tensor
from torch.nn import functional as F


class CausalSelfAttention:
    def forward_cached(self, x: Tensor, cache: "KVCache", layer: int) -> Tensor:
        query, key, value = self.project(x)
        key, value = cache.append(layer, key, value)
        heads = F.scaled_dot_product_attention(query, key, value, is_causal=True)
        return self.c_proj(heads.transpose(1, 2).flatten(2))
