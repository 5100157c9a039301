"""
title.en = "Masked scores are not small enough"
title.zh = "被遮住的分数还不够小"
text.en = "A fixed number, 100, is subtracted from masked scores, so masked keys keep a trace of weight, and much of it where their scores are large. However large a score is, a masked key gets a weight of exactly 0, and only −∞ does that."
text.zh = "被遮住的分数只是减去了一个固定的数 100，所以被遮住的键还留有一点权重，分数大时还不少。分数不论多大，被遮住的键的权重都应当恰好为 0，只有 −∞ 能做到。"
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
        scores = scores - np.where(mask, 0, 100).astype(scores.dtype)
    weights = softmax(scores)
    return weights @ value, weights
