"""
title.en = "New tokens get the positions from 0 on"
title.zh = "新词元的位置从 0 数起"
text.en = "The new ids get the first rows of `wpe`, as if they were the beginning of the text. Behind `length` cached tokens their positions start at `length`; with others the logits look sensible and are wrong."
text.zh = "新的编号用的是 `wpe` 的前几行，好像它们就是文本的开头。前面已有 `length` 个缓存的词元，它们的位置就从 `length` 开始；用了别的位置，logits 看上去合理，其实是错的。"
guide = "7.10"
"""

from torch import Tensor


class GPT:
    def forward_cached(self, ids: Tensor, cache: KVCache) -> Tensor:
        start, end = cache.length, cache.length + ids.shape[1]
        if end > self.config.block_size:
            raise ValueError(f"there is room for {self.config.block_size} tokens, not for {end}")
        x = self.wte(ids) + self.wpe.weight[: ids.shape[1]]
        for layer, block in enumerate(self.h):
            x = block.forward_cached(x, cache, layer)
        cache.length = end
        return self.lm_head(self.ln_f(x))
