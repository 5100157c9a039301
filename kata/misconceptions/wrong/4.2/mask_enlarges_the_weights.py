"""
title.en = "A mask may enlarge the weights"
title.zh = "掩码把权重撑大了"
text.en = "Scores and mask are broadcast to a common shape, so a mask with more axes adds axes to the weights and the output. A mask has to broadcast to the shape of the weights; any other is a ValueError."
text.zh = "分数和掩码被广播成共同的形状，所以轴更多的掩码会给权重和输出添上轴。掩码必须能广播成权重的形状，否则就是 ValueError。"
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
        hidden = np.where(mask, scores.data, -np.inf)
        scores = Tensor.from_op(hidden, (scores,), lambda g: (g * mask,), "mask")
    weights = softmax(scores)
    return weights @ value, weights
