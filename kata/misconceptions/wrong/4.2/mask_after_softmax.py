"""
title.en = "The mask is applied after softmax"
title.zh = "在 softmax 之后才遮"
text.en = "The weights of masked keys are set to 0 after softmax, so the rest of the row no longer sums to 1. A masked score has to become −∞ before softmax, and then the other keys share the whole weight."
text.zh = "在 softmax 之后才把被遮住的键的权重设为 0，于是一行剩下的权重加起来不再是 1。被遮住的分数要在 softmax 之前变成 −∞，其余的键才会分掉全部权重。"
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
    weights = softmax(scores)
    if mask is not None:
        if mask.dtype != bool:
            raise TypeError(f"the mask must be boolean, not {mask.dtype}")
        try:
            mask = np.broadcast_to(mask, scores.shape)
        except ValueError:
            raise ValueError(f"a mask of shape {mask.shape} does not fit") from None
        weights = weights * mask.astype(weights.dtype)
    return weights @ value, weights
