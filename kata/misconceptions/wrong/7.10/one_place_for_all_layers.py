"""
title.en = "All layers write to one place"
title.zh = "所有层写到同一处"
text.en = "There is one tensor of keys and one of values, and every layer writes into them. Layer 1 overwrites what layer 0 has cached, and at the next token every layer gets the keys of the last one; each layer needs room of its own."
text.zh = "键和值各只有一个张量，每一层都往里面写。第 1 层覆盖了第 0 层缓存的内容，到下一个词元时，每一层拿到的都是最后一层的键；每一层都需要自己的空间。"
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
        shape = (batch_size, config.n_head, config.block_size, config.n_embd // config.n_head)
        self.room, self.length = config.block_size, 0
        self.keys = torch.zeros(shape, device=device, dtype=dtype)
        self.values = torch.zeros(shape, device=device, dtype=dtype)

    def append(self, layer: int, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        start, end = self.length, self.length + keys.shape[2]
        if end > self.room:
            raise ValueError(f"the cache has room for {self.room} tokens, not for {end}")
        self.keys[:, :, start:end] = keys
        self.values[:, :, start:end] = values
        return self.keys[:, :, :end], self.values[:, :, :end]
