"""
title.en = "The betas are not passed on"
title.zh = "没有把 betas 传下去"
text.en = "The optimizer keeps PyTorch's betas, whatever is asked for. β₂ = 0.999 remembers a thousand steps of gradients, and 0.95 twenty: for a language model, whose gradients shrink as it learns, the former is too slow."
text.zh = "不管要求的是什么，优化器都用 PyTorch 自己的 betas。β₂ = 0.999 记得一千步的梯度，0.95 记得二十步：语言模型的梯度随着学习而变小，前者就太迟钝了。"
guide = "7.13"
"""

import torch
from torch import nn


def make_optimizer(
    model: nn.Module,
    *,
    lr: float,
    weight_decay: float = 0.1,
    betas: tuple[float, float] = (0.9, 0.95),
) -> torch.optim.AdamW:
    parameters = [p for p in model.parameters() if p.requires_grad]
    groups = [
        {"params": [p for p in parameters if p.ndim >= 2], "weight_decay": weight_decay},
        {"params": [p for p in parameters if p.ndim < 2], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=lr)
