"""
title.en = "A mask that is too large enlarges the scores"
title.zh = "过大的掩码把分数变大了"
text.en = "The mask goes into masked_fill as it is, which broadcasts both ways. A mask for a larger batch so makes the scores larger, in silence; it has to be expanded to the shape of the scores, and refused where it does not fit."
text.zh = "掩码原样交给 masked_fill，而它会双向广播。于是批量更大的掩码会悄无声息地把分数变大；应当把掩码扩展成分数的形状，不合适就拒绝。"
guide = "6.4"
"""

def _broadcast_mask(mask: Tensor, scores: Tensor) -> Tensor:
    if mask.dtype != torch.bool:
        raise TypeError(f"a mask is boolean, not {mask.dtype}")
    try:
        torch.broadcast_shapes(mask.shape, scores.shape)
    except RuntimeError:
        raise ValueError(f"a mask of shape {tuple(mask.shape)} does not fit") from None
    return mask
