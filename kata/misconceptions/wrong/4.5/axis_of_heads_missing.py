"""
title.en = "The axis of the heads is missing"
title.zh = "少了头的轴"
text.en = "The mask has the shape (B, 1, T), so the axis of the batch is aligned with that of the heads. Beside (B, H, T_query, T_key) there have to be two axes of length 1 between batch and keys, one for the heads and one for the queries."
text.zh = "掩码的形状是 (B, 1, T)，于是批量的轴与头的轴对齐了。要与 (B, H, T_query, T_key) 对齐，批量与键之间要有两个长度为 1 的轴，一个对应头，一个对应查询。"
guide = "4.5"
"""


def padding_mask(lengths: Sequence[int] | np.ndarray, max_length: int) -> np.ndarray:
    lengths = np.asarray(lengths)
    if not np.issubdtype(lengths.dtype, np.integer):
        raise TypeError(f"lengths must be integers, not {lengths.dtype}")
    if lengths.ndim != 1 or np.any((lengths < 0) | (lengths > max_length)):
        raise ValueError(f"lengths {lengths.tolist()} do not fit {max_length}")
    real = np.arange(max_length) < lengths[:, np.newaxis]
    return real[:, np.newaxis, :]
