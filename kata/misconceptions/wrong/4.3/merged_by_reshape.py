"""
title.en = "Heads are merged by a reshape alone"
title.zh = "只用 reshape 来合并头"
text.en = "The heads are reshaped to (…, T, H · d) without swapping heads and time back first, so numbers of different positions land in one row. The shape is right and the contents are not: merging undoes splitting in the opposite order."
text.zh = "没有先把头与时间两个轴换回来，就 reshape 成了 (…, T, H · d)，于是不同位置的数落到了同一行。形状对，内容不对：合并要按相反的次序撤销拆分。"
guide = "4.3"
"""


def merge_heads(x: Tensor | np.ndarray) -> Tensor:
    x = as_tensor(x)
    if x.ndim < 3:
        raise ValueError(f"{x.shape} has no heads to merge")
    *batch, num_heads, length, d_head = x.shape
    return x.reshape(*batch, length, num_heads * d_head)
