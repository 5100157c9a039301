"""
title.en = "Zero times infinity"
title.zh = "零乘以无穷"
text.en = "The mask is made additive by multiplying its opposite by −∞. Where a key is allowed that is 0 · −∞, which is NaN, and everything becomes NaN; np.where chooses between 0 and −∞ without multiplying."
text.zh = "把掩码取反再乘以 −∞，想得到加性的掩码。在允许的键上，0 · −∞ 是 NaN，于是一切都成了 NaN；np.where 在 0 和 −∞ 之间作选择，不作乘法。"
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
        scores = scores + ~mask * scores.dtype.type(-np.inf)
    weights = softmax(scores)
    return weights @ value, weights
