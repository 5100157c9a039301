"""
title.en = "0.02 is taken for the variance"
title.zh = "把 0.02 当成了方差"
text.en = "The weights are drawn with the variance 0.02, whose root, 0.14, is then their standard deviation. 0.02 is the standard deviation itself; seven times larger weights make the first logits large and the first loss far above ln V."
text.zh = "抽取权重时把 0.02 当作方差，于是标准差成了它的平方根 0.14。0.02 本身就是标准差；权重大了七倍，最初的 logits 就很大，最初的损失也远在 ln V 之上。"
guide = "7.7"
"""

import math

from torch import nn


def init_weights(model: nn.Module, n_layer: int) -> None:
    for name, module in model.named_modules():
        if isinstance(module, nn.Linear | nn.Embedding):
            residual = name.split(".")[-1] == "c_proj"
            variance = 0.02 / math.sqrt(2 * n_layer) if residual else 0.02
            nn.init.normal_(module.weight, std=math.sqrt(variance))
        if isinstance(module, nn.Linear) and module.bias is not None:
            nn.init.zeros_(module.bias)
