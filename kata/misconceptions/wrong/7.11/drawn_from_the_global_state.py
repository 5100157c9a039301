"""
title.en = "Windows are drawn from the global random state"
title.zh = "窗口从全局随机状态抽取"
text.en = "The generator that is given stays unused, and PyTorch's global state draws the starts. A checkpoint keeps the generator, so a resumed run would draw other batches; all randomness comes from `generator`."
text.zh = "给定的生成器没有用上，起点是从 PyTorch 的全局随机状态抽取的。检查点保存的是生成器，接着训练时抽到的就会是别的批量；所有的随机性都应当来自 `generator`。"
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
    starts = torch.randint(len(tokens) - block_size, (batch_size, 1))
    windows = tokens[starts + torch.arange(block_size + 1)].long().to(device)
    return windows[:, :-1], windows[:, 1:]
