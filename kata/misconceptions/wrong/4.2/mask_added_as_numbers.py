"""
title.en = "The mask is added as zeros and ones"
title.zh = "把掩码当作 0 和 1 加上去"
text.en = "The mask itself is added to the scores, so an allowed key gains 1 and a masked one gains nothing. That hides nobody: an additive mask has 0 where attention is allowed and −∞ where it is not."
text.zh = "把掩码本身加到分数上，于是允许的键多了 1，被遮住的键不变。这样谁也没有遮住：加性的掩码在允许的地方是 0，在不允许的地方是 −∞。"
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
        scores = scores + mask.astype(scores.dtype)
    weights = softmax(scores)
    return weights @ value, weights
