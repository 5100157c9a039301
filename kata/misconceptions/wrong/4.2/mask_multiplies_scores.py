"""
title.en = "Masked scores become 0"
title.zh = "被遮住的分数变成了 0"
text.en = "The scores are multiplied by the mask, so a masked score becomes 0. A score of 0 is an ordinary one, with the weight exp(0) = 1 before the division; only −∞ gives the weight 0."
text.zh = "分数乘以了掩码，被遮住的分数变成 0。分数 0 是平常的分数，做除法之前的权重是 exp(0) = 1；只有 −∞ 才给出权重 0。"
guide = "4.2"
"""


def scaled_dot_product_attention(
    query: Tensor | np.ndarray,
    key: Tensor | np.ndarray,
    value: Tensor | np.ndarray,
    mask: np.ndarray | None = None,
) -> tuple[Tensor, Tensor]:
    query, key, value = as_tensor(query), as_tensor(key), as_tensor(value)
    if min(query.ndim, key.ndim, value.ndim) < 2 or query.shape[-1] != key.shape[-1]:
        raise ValueError(f"shapes {query.shape}, {key.shape}, {value.shape} do not fit")
    if key.shape[-2] != value.shape[-2]:
        raise ValueError(f"{key.shape} and {value.shape}: not one value for each key")
    scores = query @ key.swapaxes(-1, -2) / np.sqrt(query.shape[-1])
    if mask is not None:
        if mask.dtype != bool:
            raise TypeError(f"the mask must be boolean, not {mask.dtype}")
        try:
            mask = np.broadcast_to(mask, scores.shape)
        except ValueError:
            raise ValueError(f"a mask of shape {mask.shape} does not fit") from None
        scores = scores * mask.astype(scores.dtype)
    weights = softmax(scores)
    return weights @ value, weights
