"""
title.en = "The gains of normalisations are drawn too"
title.zh = "连归一化的增益也重新抽取"
text.en = "Every parameter called `weight` is drawn anew, and every `bias` set to 0, whatever its layer is. A normalisation has both as well; its gain of ones has to stay, or it starts by making all features nearly 0."
text.zh = "凡是叫 `weight` 的参数都重新抽取，凡是 `bias` 都设为 0，不管属于什么层。归一化也有这两个参数；它那全为 1 的增益必须保持不变，否则一开始就会把所有特征变得几乎为 0。"
guide = "7.7"
"""

import math

from torch import nn


def init_weights(model: nn.Module, n_layer: int) -> None:
    for name, parameter in model.named_parameters():
        if name.endswith("weight"):
            residual = name.split(".")[-2:-1] == ["c_proj"]
            nn.init.normal_(parameter, std=0.02 / math.sqrt(2 * n_layer) if residual else 0.02)
        elif name.endswith("bias"):
            nn.init.zeros_(parameter)
