"""
title.en = "Embeddings are spared from decay"
title.zh = "嵌入没有衰减"
text.en = "Only the weights of linear layers decay, and those of embeddings are put with the biases. Decay falls on every parameter of two or more axes, embeddings included, wherever the model holds it."
text.zh = "只有线性层的权重衰减，嵌入的权重与偏置放在了一起。衰减落在每个有两个或更多轴的参数上，包括嵌入，不论模型把它放在哪里。"
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
    spared = {id(m.weight) for m in model.modules() if isinstance(m, nn.Embedding)}
    parameters = [p for p in model.parameters() if p.requires_grad]
    decayed = [p for p in parameters if p.ndim >= 2 and id(p) not in spared]
    rest = [p for p in parameters if p.ndim < 2 or id(p) in spared]
    groups = [
        {"params": decayed, "weight_decay": weight_decay},
        {"params": rest, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=lr, betas=betas)
