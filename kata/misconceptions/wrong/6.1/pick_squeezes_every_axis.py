"""
title.en = "Every axis of length 1 is removed"
title.zh = "长度为 1 的轴全被去掉了"
text.en = "The axis that gather leaves behind is removed by squeeze without an axis, which removes a batch axis of length 1 too. A batch that holds a single entry then comes back without its axis; name the axis."
text.zh = "gather 留下的轴用不带轴的 squeeze 去掉，它把长度为 1 的批量轴也一起去掉了。只含一项的批量返回时就少了自己的轴；要写明去掉哪个轴。"
guide = "6.1"
"""

def pick(logits: Tensor, index: Tensor) -> Tensor:
    if logits.ndim == 0 or index.shape != logits.shape[:-1]:
        raise ValueError(f"index has shape {tuple(index.shape)}")
    return logits.gather(-1, index.unsqueeze(-1)).squeeze()
