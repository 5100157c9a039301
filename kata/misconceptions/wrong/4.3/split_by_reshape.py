"""
title.en = "Heads are cut by a reshape alone"
title.zh = "只用 reshape 来拆分头"
text.en = "The array is reshaped to (…, H, T, D/H) in one step, which keeps the order of the numbers in memory. A head then holds whole positions in place of its share of the features of every position: cut the features first, then swap the axes of heads and time."
text.zh = "数组一步就 reshape 成了 (…, H, T, D/H)，元素在内存中的次序没有变。于是一个头装的是一些完整的位置，而不是每个位置的一份特征：要先切特征，再交换头与时间这两个轴。"
guide = "4.3"
"""


def split_heads(x: Tensor | np.ndarray, num_heads: int) -> Tensor:
    x = as_tensor(x)
    if x.ndim < 2 or num_heads < 1 or x.shape[-1] % num_heads != 0:
        raise ValueError(f"{x.shape} cannot be split into {num_heads} heads")
    *batch, length, d_model = x.shape
    return x.reshape(*batch, num_heads, length, d_model // num_heads)
