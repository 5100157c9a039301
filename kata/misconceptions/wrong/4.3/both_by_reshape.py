"""
title.en = "Heads are split and merged by reshapes alone"
title.zh = "拆分和合并都只用 reshape"
text.en = "Both functions only reshape, and since each undoes the other nothing seems to be wrong. Within the heads, however, the numbers of one position are spread over several, and attention mixes what does not belong together."
text.zh = "两个函数都只用了 reshape，又因为互相抵消，看上去一切正常。然而在头的内部，一个位置的数散到了几个位置上，注意力把不相干的东西混在了一起。"
guide = "4.3"
"""


def split_heads(x: Tensor | np.ndarray, num_heads: int) -> Tensor:
    x = as_tensor(x)
    if x.ndim < 2 or num_heads < 1 or x.shape[-1] % num_heads != 0:
        raise ValueError(f"{x.shape} cannot be split into {num_heads} heads")
    *batch, length, d_model = x.shape
    return x.reshape(*batch, num_heads, length, d_model // num_heads)


def merge_heads(x: Tensor | np.ndarray) -> Tensor:
    x = as_tensor(x)
    if x.ndim < 3:
        raise ValueError(f"{x.shape} has no heads to merge")
    *batch, num_heads, length, d_head = x.shape
    return x.reshape(*batch, length, num_heads * d_head)
