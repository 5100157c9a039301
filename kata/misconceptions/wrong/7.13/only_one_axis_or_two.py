"""
title.en = "Only parameters of one axis or of two"
title.zh = "只顾到一个轴和两个轴的参数"
text.en = "Matrices go into one group and vectors into the other, and what has no axis, or three, into neither. Nobody trains these, and no error says so: one group takes two or more axes, the other all the rest."
text.zh = "矩阵放进一组，向量放进另一组，没有轴的和有三个轴的参数则哪一组也没进。没有人训练它们，也没有任何报错：一组收两个或更多轴的，另一组收其余的全部。"
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
        {"params": [p for p in parameters if p.ndim == 2], "weight_decay": weight_decay},
        {"params": [p for p in parameters if p.ndim == 1], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=lr, betas=betas)
