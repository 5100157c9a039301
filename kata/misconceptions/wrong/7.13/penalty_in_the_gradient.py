"""
title.en = "Adam's weight_decay instead of AdamW's"
title.zh = "用了 Adam 的 weight_decay，而不是 AdamW 的"
text.en = "`torch.optim.Adam` adds weight_decay · θ to the gradient, and divides it by √v̂ with the rest. Weights with large gradients then hardly decay; AdamW takes the decay from θ itself, past both moments."
text.zh = "`torch.optim.Adam` 把 weight_decay · θ 加到梯度上，再和别的一起除以 √v̂。这样梯度大的权重几乎不衰减；AdamW 让衰减绕过两个矩，直接作用于 θ。"
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
    return torch.optim.Adam(groups, lr=lr, betas=betas)
