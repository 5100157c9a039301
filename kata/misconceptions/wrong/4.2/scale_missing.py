"""
title.en = "The scores are not scaled"
title.zh = "分数没有缩放"
text.en = "The scores are the bare dot products, without the division by √d_k. Their size grows with √d_k, and softmax then puts almost all the weight on one key before anything has been learned."
text.zh = "分数就是点积本身，没有除以 √d_k。它们的大小随 √d_k 增长，于是还什么都没学，softmax 就已把几乎全部权重放在一个键上。"
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
    scores = query @ key.swapaxes(-1, -2)
    if mask is not None:
        scores = _masked(scores, np.asarray(mask))
    weights = softmax(scores)
    return weights @ value, weights
