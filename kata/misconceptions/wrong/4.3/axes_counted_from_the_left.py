"""
title.en = "Axes are counted from the left"
title.zh = "轴从左边数了"
text.en = "The axes 1 and 2 are swapped, which is right only with exactly one batch axis. There may be any number of batch axes, or none, so heads and time have to be counted from the right: −3 and −2."
text.zh = "交换的是轴 1 和轴 2，只有恰好一个批量轴时才对。批量轴可以有任意多个，也可以没有，所以头与时间要从右边数：−3 和 −2。"
guide = "4.3"
"""


def split_heads(x: Tensor | np.ndarray, num_heads: int) -> Tensor:
    x = as_tensor(x)
    if x.ndim < 2 or num_heads < 1 or x.shape[-1] % num_heads != 0:
        raise ValueError(f"{x.shape} cannot be split into {num_heads} heads")
    *batch, length, d_model = x.shape
    return x.reshape(*batch, length, num_heads, d_model // num_heads).swapaxes(1, 2)


def merge_heads(x: Tensor | np.ndarray) -> Tensor:
    x = as_tensor(x)
    if x.ndim < 3:
        raise ValueError(f"{x.shape} has no heads to merge")
    x = x.swapaxes(1, 2)
    return x.reshape(*x.shape[:-2], x.shape[-2] * x.shape[-1])
