"""
title.en = "The scores are multiplied by √d_k"
title.zh = "分数乘以了 √d_k"
text.en = "The scores are multiplied by √d_k, where they have to be divided by it. That makes large scores larger still, and softmax a hard choice of one key."
text.zh = "分数乘以了 √d_k，而应当除以它。这使本来就大的分数变得更大，softmax 成了对单个键的硬选择。"
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
    scores = (query @ key.swapaxes(-1, -2)) * np.sqrt(query.shape[-1])
    if mask is not None:
        scores = _masked(scores, np.asarray(mask))
    weights = softmax(scores)
    return weights @ value, weights
