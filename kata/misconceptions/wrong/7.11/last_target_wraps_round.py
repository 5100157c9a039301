"""
title.en = "The last target is the window's first id"
title.zh = "最后一个目标是窗口的第一个编号"
text.en = "The targets are the ids rolled by one, so the last place of each window gets the id from its beginning. What follows there stands in the text, one place behind the window: draw T + 1 ids for each."
text.zh = "把编号滚动一位当作目标，于是每个窗口的最后一处得到的是窗口开头的编号。那里真正的下一个编号在文本里，就在窗口后面一位：每个窗口要取 T + 1 个编号。"
guide = "7.11"
"""

import torch
from torch import Tensor


def get_batch(
    tokens: Tensor,
    batch_size: int,
    block_size: int,
    *,
    generator: torch.Generator | None = None,
    device: torch.device | str = "cpu",
) -> Batch:
    if tokens.ndim != 1 or len(tokens) <= block_size:
        raise ValueError(f"tokens of shape {tuple(tokens.shape)}, block_size = {block_size}")
    starts = torch.randint(len(tokens) - block_size, (batch_size, 1), generator=generator)
    ids = tokens[starts + torch.arange(block_size)].long().to(device)
    return ids, ids.roll(-1, dims=1)
