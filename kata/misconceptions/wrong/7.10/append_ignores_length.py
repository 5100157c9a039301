"""
title.en = "What is appended is added to all there ever was"
title.zh = "追加的内容接在曾经有过的一切之后"
text.en = "New keys are joined to all that a layer has ever been given, whatever `length` says. Setting `length` to 0 is how a cache is emptied, and this one keeps the old window and attends to it; only the first `length` count."
text.zh = "不管 `length` 是多少，新的键都接在这一层曾经得到的一切之后。把 `length` 设为 0 就是清空缓存，而这样的缓存还留着旧的窗口，并且继续关注它；算数的只有前 `length` 个。"
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
        shape = (batch_size, config.n_head, 0, config.n_embd // config.n_head)
        self.room, self.length = config.block_size, 0
        self.keys = [torch.empty(shape, device=device, dtype=dtype)] * config.n_layer
        self.values = [torch.empty(shape, device=device, dtype=dtype)] * config.n_layer

    def append(self, layer: int, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        if self.length + keys.shape[2] > self.room:
            raise ValueError(f"the cache has room for {self.room} tokens alone")
        self.keys[layer] = torch.cat([self.keys[layer], keys], dim=2)
        self.values[layer] = torch.cat([self.values[layer], values], dim=2)
        return self.keys[layer], self.values[layer]
