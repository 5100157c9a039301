"""
title.en = "True marks the padding"
title.zh = "True 标出的是填充"
text.en = "The mask is True where there is padding, as the key_padding_mask of nn.MultiheadAttention. In this project True means may attend, so the real positions have to be True."
text.zh = "填充的地方掩码为 True，就像 nn.MultiheadAttention 的 key_padding_mask。在本项目里 True 表示可以注意，所以真实的位置才应当是 True。"
guide = "4.5"
"""


def padding_mask(lengths: Sequence[int] | np.ndarray, max_length: int) -> np.ndarray:
    lengths = np.asarray(lengths)
    if not np.issubdtype(lengths.dtype, np.integer):
        raise TypeError(f"lengths must be integers, not {lengths.dtype}")
    if lengths.ndim != 1 or np.any((lengths < 0) | (lengths > max_length)):
        raise ValueError(f"lengths {lengths.tolist()} do not fit {max_length}")
    padding = np.arange(max_length) >= lengths[:, np.newaxis]
    return padding[:, np.newaxis, np.newaxis, :]
