"""
title.en = "The mask makes float64 of float32"
title.zh = "掩码把 float32 变成了 float64"
text.en = "The additive mask of 0 and −∞ is a float64 array, and added to float32 scores it makes float64 of everything after it. Float32 has to stay float32: the mask must take the dtype of the scores."
text.zh = "由 0 和 −∞ 组成的加性掩码是 float64 数组，加到 float32 的分数上，后面的一切都成了 float64。float32 必须保持 float32：掩码要采用分数的 dtype。"
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
        scores = scores + np.where(mask, 0.0, -np.inf)
    weights = softmax(scores)
    return weights @ value, weights
