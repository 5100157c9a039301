"""
title.en = "A window may start one place too late"
title.zh = "窗口可能晚一个位置开始"
text.en = "The starts are drawn from N − T + 1 places, which leaves room for the ids but not for the last target. Once in a while a batch runs past the end of the text; there are N − T starts."
text.zh = "起点从 N − T + 1 个位置里抽取，这样放得下编号，却放不下最后一个目标。偶尔就会有一个批量越过文本的末尾；可能的起点只有 N − T 个。"
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
    starts = torch.randint(len(tokens) - block_size + 1, (batch_size, 1), generator=generator)
    windows = tokens[starts + torch.arange(block_size + 1)].long().to(device)
    return windows[:, :-1], windows[:, 1:]
