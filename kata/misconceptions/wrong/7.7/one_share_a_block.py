"""
title.en = "One share a block is counted instead of two"
title.zh = "每个块只算了一份，而不是两份"
text.en = "The weights of the residual layers are divided by √n_layer. Each block adds to the sum twice, once from the attention and once from the network, so there are 2 · n_layer shares, and it takes √(2 · n_layer)."
text.zh = "残差各层的权重除以了 √n_layer。每个块向和里加两次，注意力一次，网络一次，所以共有 2 · n_layer 份，要除以 √(2 · n_layer)。"
guide = "7.7"
"""

import math

from torch import nn


def init_weights(model: nn.Module, n_layer: int) -> None:
    for name, module in model.named_modules():
        if isinstance(module, nn.Linear | nn.Embedding):
            residual = name.split(".")[-1] == "c_proj"
            nn.init.normal_(module.weight, std=0.02 / math.sqrt(n_layer) if residual else 0.02)
        if isinstance(module, nn.Linear) and module.bias is not None:
            nn.init.zeros_(module.bias)
