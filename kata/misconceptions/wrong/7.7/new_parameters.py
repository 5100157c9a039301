"""
title.en = "New parameters instead of new values"
title.zh = "造了新的参数，而不是写入新的值"
text.en = "Each layer is given a new parameter with the values drawn. A weight that two layers share is then two weights, and whoever holds the old one, an optimizer for example, holds it in vain: draw into the parameter that is there."
text.zh = "每个层都得到了一个装着新值的新参数。这样，两个层共享的权重就成了两个权重，而持有旧参数的一方（例如优化器）也就白白持有了：要把值写进已有的参数。"
guide = "7.7"
"""

import math

import torch
from torch import nn


def init_weights(model: nn.Module, n_layer: int) -> None:
    for name, module in model.named_modules():
        if isinstance(module, nn.Linear | nn.Embedding):
            residual = name.split(".")[-1] == "c_proj"
            std = 0.02 / math.sqrt(2 * n_layer) if residual else 0.02
            module.weight = nn.Parameter(std * torch.randn_like(module.weight))
        if isinstance(module, nn.Linear) and module.bias is not None:
            module.bias = nn.Parameter(torch.zeros_like(module.bias))
