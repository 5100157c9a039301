"""
title.en = "Targets are the ids themselves"
title.zh = "目标就是编号自己"
text.en = "Both windows begin at the same place, so each id has itself as its target. The model then learns to repeat what it is shown; the target is the id that follows."
text.zh = "两个窗口从同一处开始，于是每个编号的目标就是它自己。这样模型学到的只是重复看到的东西；目标应当是紧跟在后面的那个编号。"
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
    windows = tokens[starts + torch.arange(block_size)].long().to(device)
    return windows, windows.clone()
