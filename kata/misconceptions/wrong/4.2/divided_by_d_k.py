"""
title.en = "The scores are divided by d_k"
title.zh = "分数除以了 d_k"
text.en = "The scores are divided by d_k itself, not by its root. Their standard deviation is √d_k, so that is what brings them to size 1; divided by d_k they are nearly all alike."
text.zh = "分数除以的是 d_k 本身，而不是它的平方根。分数的标准差是 √d_k，除以它大小才是 1；除以 d_k，分数就几乎全都一样了。"
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
    d_k = query.shape[-1]
    scores = query @ key.swapaxes(-1, -2) / d_k
    if mask is not None:
        scores = _masked(scores, np.asarray(mask))
    weights = softmax(scores)
    return weights @ value, weights
