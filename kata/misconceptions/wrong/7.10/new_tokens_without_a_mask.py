"""
title.en = "New tokens see each other without a mask"
title.zh = "新词元之间没有掩码"
text.en = "With a cache the queries attend to all keys, since everything in it came before them. That holds for a single new token; where several are fed at once, a prompt for one, each would also see those after it."
text.zh = "有缓存时，查询关注所有的键，因为缓存里的一切都在它们之前。只有一个新词元时这样才行；几个词元一起送入时（例如提示），每个词元还会看到它后面的那些。"
guide = "7.10"
"""

from torch import Tensor
from torch.nn import functional as F


class CausalSelfAttention:
    def forward_cached(self, x: Tensor, cache: "KVCache", layer: int) -> Tensor:
        query, key, value = self.project(x)
        key, value = cache.append(layer, key, value)
        heads = F.scaled_dot_product_attention(query, key, value)
        return self.c_proj(heads.transpose(1, 2).flatten(2))
