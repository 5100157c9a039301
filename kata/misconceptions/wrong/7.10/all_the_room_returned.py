"""
title.en = "All the room is returned, and not what is in use"
title.zh = "返回了所有的空位，而不只是用到的部分"
text.en = "`append` gives all keys and values that the cache has room for. What lies behind the tokens read so far belongs to no token, and the queries attend to it as if it did; only the first `length + T_new` are there."
text.zh = "`append` 返回了缓存放得下的全部键和值。已读词元之后的部分不属于任何词元，查询却照样关注它们；真正存在的只有前 `length + T_new` 个。"
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
        return self.keys[layer], self.values[layer]
