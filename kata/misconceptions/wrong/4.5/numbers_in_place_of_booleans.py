"""
title.en = "The mask is made of numbers"
title.zh = "掩码里是数，而不是布尔值"
text.en = "The mask holds 1.0 for real positions and 0.0 for padding. A mask is boolean here, and attention refuses any other: numbers could as well be meant to be added to the scores."
text.zh = "掩码在真实的位置是 1.0，在填充处是 0.0。这里的掩码必须是布尔数组，注意力不接受别的：换成数，也可能被当作要加到分数上的值。"
guide = "4.5"
"""


def padding_mask(lengths: Sequence[int] | np.ndarray, max_length: int) -> np.ndarray:
    lengths = np.asarray(lengths)
    if not np.issubdtype(lengths.dtype, np.integer):
        raise TypeError(f"lengths must be integers, not {lengths.dtype}")
    if lengths.ndim != 1 or np.any((lengths < 0) | (lengths > max_length)):
        raise ValueError(f"lengths {lengths.tolist()} do not fit {max_length}")
    mask = np.zeros((len(lengths), 1, 1, max_length))
    for b, length in enumerate(lengths):
        mask[b, :, :, :length] = 1.0
    return mask
