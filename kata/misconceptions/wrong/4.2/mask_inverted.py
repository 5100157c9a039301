"""
title.en = "The mask is read the wrong way round"
title.zh = "掩码的含义读反了"
text.en = "The keys that the mask marks with True are hidden, and those with False are seen. Here True means that the query may attend to the key; the opposite reading is that of nn.MultiheadAttention."
text.zh = "掩码为 True 的键被遮住，为 False 的反而能看到。这里的 True 表示查询可以注意这个键；相反的读法是 nn.MultiheadAttention 的。"
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
        hidden = np.where(mask, -np.inf, scores.data)
        scores = Tensor.from_op(hidden, (scores,), lambda g: (g * ~mask,), "mask")
    weights = softmax(scores)
    return weights @ value, weights
