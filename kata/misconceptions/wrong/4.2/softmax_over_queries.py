"""
title.en = "Softmax runs over the queries"
title.zh = "softmax 沿查询计算"
text.en = "Softmax is taken over the last axis but one, so that for each key the queries compete. It is the keys that compete for each query: every row of the weights, along the last axis, sums to 1."
text.zh = "softmax 沿倒数第二个轴计算，于是对每个键来说，是查询在互相竞争。对每个查询互相竞争的应当是键：沿最后一个轴，权重的每一行加起来为 1。"
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
    weights = softmax(scores, axis=-2)
    return weights @ value, weights
