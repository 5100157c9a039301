"""
title.en = "The mask is as wide as the longest sequence"
title.zh = "掩码只有最长的序列那么宽"
text.en = "The mask has as many positions as the longest sequence, and max_length only serves as a bound. Its width has to be max_length, the width of the batch, which may be padded beyond its longest sequence."
text.zh = "掩码的宽度取成了最长序列的长度，max_length 只当作上限。宽度应当是 max_length，即批量的宽度，它可以补齐到比最长的序列还长。"
guide = "4.5"
"""


def padding_mask(lengths: Sequence[int] | np.ndarray, max_length: int) -> np.ndarray:
    lengths = np.asarray(lengths)
    if not np.issubdtype(lengths.dtype, np.integer):
        raise TypeError(f"lengths must be integers, not {lengths.dtype}")
    if lengths.ndim != 1 or np.any((lengths < 0) | (lengths > max_length)):
        raise ValueError(f"lengths {lengths.tolist()} do not fit {max_length}")
    real = np.arange(lengths.max()) < lengths[:, np.newaxis]
    return real[:, np.newaxis, np.newaxis, :]
