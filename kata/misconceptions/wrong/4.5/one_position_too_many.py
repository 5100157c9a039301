"""
title.en = "One position of padding counts as real"
title.zh = "有一个填充位置算成了真实的"
text.en = "The mask is True up to and including position lengths[b], one more than there are. Positions count from 0, so the last real one is lengths[b] − 1: the comparison is <, not ≤."
text.zh = "掩码一直到位置 lengths[b] 都是 True，多了一个。位置从 0 数起，最后一个真实的位置是 lengths[b] − 1：比较要用 <，而不是 ≤。"
guide = "4.5"
"""


def padding_mask(lengths: Sequence[int] | np.ndarray, max_length: int) -> np.ndarray:
    lengths = np.asarray(lengths)
    if not np.issubdtype(lengths.dtype, np.integer):
        raise TypeError(f"lengths must be integers, not {lengths.dtype}")
    if lengths.ndim != 1 or np.any((lengths < 0) | (lengths > max_length)):
        raise ValueError(f"lengths {lengths.tolist()} do not fit {max_length}")
    real = np.arange(max_length) <= lengths[:, np.newaxis]
    return real[:, np.newaxis, np.newaxis, :]
