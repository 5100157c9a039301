"""
title.en = "Frozen parameters are included"
title.zh = "冻结的参数也放了进去"
text.en = "All parameters are put into the groups, those with `requires_grad` False among them. As soon as such a parameter has a gradient, the optimizer moves it, and weight decay shrinks it too; what is frozen stays out."
text.zh = "所有参数都放进了组里，包括 `requires_grad` 为 False 的。这样的参数一旦有了梯度，优化器就会改动它，权重衰减也会使它缩小；冻结的参数不要放进去。"
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
    groups = [
        {"params": [p for p in model.parameters() if p.ndim >= 2], "weight_decay": weight_decay},
        {"params": [p for p in model.parameters() if p.ndim < 2], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=lr, betas=betas)
