"""
title.en = "No gradient flows through the weights"
title.zh = "梯度流不过权重"
text.en = "The weights are handed out as a tensor of their own, cut off from the graph. Both results belong to the graph: a loss on the weights, too, has a gradient with respect to query and key."
text.zh = "交出去的权重是一个独立的张量，与计算图断开了。两个结果都属于计算图：对权重的损失，同样有对查询和键的梯度。"
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
        scores = _masked(scores, np.asarray(mask))
    weights = softmax(scores)
    return weights @ value, weights.detach()
