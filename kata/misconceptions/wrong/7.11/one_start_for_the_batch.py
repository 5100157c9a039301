"""
title.en = "All windows of a batch start at one place"
title.zh = "一个批量的所有窗口从同一处开始"
text.en = "A single start is drawn, and every window of the batch begins there. They are all the same then; each of the B windows has to be drawn by itself, from the whole text."
text.zh = "只抽取一个起点，批量中的每个窗口都从那里开始。这样它们全都一样；B 个窗口要各自从整段文本中抽取。"
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
    start = int(torch.randint(len(tokens) - block_size, (1,), generator=generator))
    window = tokens[start : start + block_size + 1].long().to(device)
    windows = window.expand(batch_size, -1)
    return windows[:, :-1], windows[:, 1:]
