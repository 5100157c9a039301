"""
title.en = "The length grows in every append"
title.zh = "每次追加都使 length 增加"
text.en = "`append` itself adds the new tokens to `length`. All layers have to write to the same place, and while one appends the others have yet to come: the second layer now writes behind the place of the first, so the length grows once, after all layers."
text.zh = "`append` 自己就把新词元加进了 `length`。所有层都要写到同样的位置上，而一层追加时别的层还没轮到：现在第二层写到了第一层的位置之后，所以 length 应当在所有层走完之后只增加一次。"
guide = "7.10"
"""

import torch
from torch import Tensor


class KVCache:
    def __init__(
        self,
        config: GPTConfig,
        batch_size: int,
        *,
        device: torch.device | str | None = None,
        dtype: torch.dtype | None = None,
    ) -> None:
        d_head = config.n_embd // config.n_head
        shape = (config.n_layer, batch_size, config.n_head, config.block_size, d_head)
        self.room, self.length = config.block_size, 0
        self.keys = torch.zeros(shape, device=device, dtype=dtype)
        self.values = torch.zeros(shape, device=device, dtype=dtype)

    def append(self, layer: int, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        start, end = self.length, self.length + keys.shape[2]
        if end > self.room:
            raise ValueError(f"the cache has room for {self.room} tokens, not for {end}")
        self.keys[layer, :, :, start:end] = keys
        self.values[layer, :, :, start:end] = values
        self.length = end
        return self.keys[layer, :, :, :end], self.values[layer, :, :, :end]


class GPT:
    def forward_cached(self, ids: Tensor, cache: KVCache) -> Tensor:
        start, end = cache.length, cache.length + ids.shape[1]
        if end > self.config.block_size:
            raise ValueError(f"there is room for {self.config.block_size} tokens, not for {end}")
        x = self.wte(ids) + self.wpe.weight[start:end]
        for layer, block in enumerate(self.h):
            x = block.forward_cached(x, cache, layer)
        return self.lm_head(self.ln_f(x))
