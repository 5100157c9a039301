"""
title.en = "Queries are hidden in place of keys"
title.zh = "遮住的是查询，而不是键"
text.en = "The real positions stand along the axis of the queries, in the shape (B, 1, T, 1), so padded queries see nothing and all others still see the padding. What has to be hidden are the padded keys, along the last axis."
text.zh = "真实的位置排在查询的轴上，形状是 (B, 1, T, 1)，于是填充处的查询什么都看不到，而其余的查询照样看得到填充。要遮住的是填充处的键，沿最后一个轴。"
guide = "4.5"
"""


def padding_mask(lengths: Sequence[int] | np.ndarray, max_length: int) -> np.ndarray:
    lengths = np.asarray(lengths)
    if not np.issubdtype(lengths.dtype, np.integer):
        raise TypeError(f"lengths must be integers, not {lengths.dtype}")
    if lengths.ndim != 1 or np.any((lengths < 0) | (lengths > max_length)):
        raise ValueError(f"lengths {lengths.tolist()} do not fit {max_length}")
    real = np.arange(max_length) < lengths[:, np.newaxis]
    return real[:, np.newaxis, :, np.newaxis]
