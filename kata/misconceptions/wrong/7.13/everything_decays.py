"""
title.en = "Biases and gains decay as well"
title.zh = "偏置和增益也衰减"
text.en = "There is one group with all parameters, so weight decay falls on biases, gains and shifts too. A gain that is pulled to 0 switches its feature off; parameters of fewer than two axes are in a group without decay."
text.zh = "所有参数放在同一组里，于是权重衰减也落到了偏置、增益和平移上。增益被拉向 0，就等于关掉了特征；少于两个轴的参数要放在没有衰减的组里。"
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
    return torch.optim.AdamW(parameters, lr=lr, betas=betas, weight_decay=weight_decay)
