"""
title.en = "The last window is never drawn"
title.zh = "最后一个窗口永远抽不到"
text.en = "The starts are drawn from N − T − 1 places, as if `torch.randint` could draw its upper end. It can't: the last token is never learned, and a text of T + 1 tokens has no window at all."
text.zh = "起点从 N − T − 1 个位置里抽取，好像 `torch.randint` 会抽到上界似的。它抽不到：最后一个词元永远学不到，而 T + 1 个词元的文本一个窗口也没有。"
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
    starts = torch.randint(len(tokens) - block_size - 1, (batch_size, 1), generator=generator)
    windows = tokens[starts + torch.arange(block_size + 1)].long().to(device)
    return windows[:, :-1], windows[:, 1:]
