"""
title.en = "Embeddings keep PyTorch's weights"
title.zh = "嵌入保留了 PyTorch 的权重"
text.en = "Only linear layers are drawn anew. `nn.Embedding` starts with a standard deviation of 1, fifty times too large, and as the tied head it gives logits of the size of √D."
text.zh = "只重新抽取了线性层。`nn.Embedding` 最初的标准差是 1，大了五十倍，而作为绑定的输出层，它给出的 logits 有 √D 那么大。"
guide = "7.7"
"""

import math

from torch import nn


def init_weights(model: nn.Module, n_layer: int) -> None:
    for name, module in model.named_modules():
        if isinstance(module, nn.Linear):
            residual = name.split(".")[-1] == "c_proj"
            nn.init.normal_(module.weight, std=0.02 / math.sqrt(2 * n_layer) if residual else 0.02)
            if module.bias is not None:
                nn.init.zeros_(module.bias)
