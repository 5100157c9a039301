"""
title.en = "The name decides what decays"
title.zh = "按名字决定谁衰减"
text.en = "Parameters called `bias` are spared, and all others decay. The gain of `nn.LayerNorm` is called `weight` like a matrix, and a parameter may have any name: what decides is the number of axes."
text.zh = "名字叫 `bias` 的参数不衰减，其余的都衰减。`nn.LayerNorm` 的增益也叫 `weight`，与矩阵一样，而参数可以叫任何名字：起决定作用的是轴的个数。"
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
    named = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    groups = [
        {"params": [p for name, p in named if "bias" not in name], "weight_decay": weight_decay},
        {"params": [p for name, p in named if "bias" in name], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=lr, betas=betas)
