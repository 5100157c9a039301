"""
title.en = "Names that end with c_proj count"
title.zh = "名称以 c_proj 结尾的层都算数"
text.en = "Every layer whose path ends with the letters c_proj gets the small deviation, so vec_proj gets it as well. The layers meant are named c_proj: the last part of the path, after the last dot, has to equal it."
text.zh = "路径以字母 c_proj 结尾的层都得到了较小的标准差，连 vec_proj 也不例外。所指的层名为 c_proj：路径中最后一个点之后的部分必须与它相等。"
guide = "7.7"
"""


def init_weights(model: nn.Module, n_layer: int) -> None:
    for name, module in model.named_modules():
        if isinstance(module, nn.Linear | nn.Embedding):
            residual = name.endswith("c_proj")
            nn.init.normal_(module.weight, std=0.02 / math.sqrt(2 * n_layer) if residual else 0.02)
        if isinstance(module, nn.Linear) and module.bias is not None:
            nn.init.zeros_(module.bias)
