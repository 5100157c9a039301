"""
title.en = "Any path with `c_proj` in it counts"
title.zh = "路径里出现 `c_proj` 就算数"
text.en = "A layer is taken for a residual one if its path contains the letters `c_proj`. The last part of the path has to be that name exactly: a layer called `c_projection` is another one."
text.zh = "只要路径里含有 `c_proj` 这几个字母，就把这个层当作残差层。应当是路径的最后一段恰好等于这个名字：名为 `c_projection` 的层是另一回事。"
guide = "7.7"
"""

import math

from torch import nn


def init_weights(model: nn.Module, n_layer: int) -> None:
    for name, module in model.named_modules():
        if isinstance(module, nn.Linear | nn.Embedding):
            std = 0.02 / math.sqrt(2 * n_layer) if "c_proj" in name else 0.02
            nn.init.normal_(module.weight, std=std)
        if isinstance(module, nn.Linear) and module.bias is not None:
            nn.init.zeros_(module.bias)
