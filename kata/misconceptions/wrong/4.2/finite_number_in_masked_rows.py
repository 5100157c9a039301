"""
title.en = "A finite number stands for −∞"
title.zh = "用有限的数代替 −∞"
text.en = "Masked scores become −10⁹ in place of −∞. Where all keys of a query are masked, softmax does not see the common −10⁹, and the query attends to what it must not see, where weights and output have to be 0."
text.zh = "被遮住的分数变成了 −10⁹，而不是 −∞。一个查询的键全被遮住时，softmax 看不出共同的 −10⁹，这个查询就注意到了它不该看的东西，而权重和输出本应为 0。"
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
        hidden = np.where(mask, scores.data, -1e9).astype(scores.dtype)
        scores = Tensor.from_op(hidden, (scores,), lambda g: (g * mask,), "mask")
    weights = softmax(scores)
    return weights @ value, weights
