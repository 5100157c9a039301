"""
title.en = "The mask is made of numbers"
title.zh = "掩码由数组成"
text.en = "The mask holds 1.0 for real positions and 0.0 for padding. A mask is boolean here, and attention refuses any other: numbers could as well be meant to be added to the scores."
text.zh = "掩码里真实的位置是 1.0，填充是 0.0。这里的掩码是布尔数组，注意力会拒绝别的：数也可能是打算加到分数上的。"
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
