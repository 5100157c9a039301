"""
title.en = "Features are dealt out in turn"
title.zh = "特征轮流分给了各个头"
text.en = "Head h gets every H-th feature, h, h + H and so on, in place of a block of neighbours. By the layout head h has the features from h · D/H up to (h + 1) · D/H, so the features are cut into (H, D/H), in this order."
text.zh = "头 h 得到的是每隔 H 个取一个的特征 h、h + H 等等，而不是相邻的一段。按照布局，头 h 有第 h · D/H 到第 (h + 1) · D/H 个特征，所以特征要按这个次序切成 (H, D/H)。"
guide = "4.3"
"""


def split_heads(x: Tensor | np.ndarray, num_heads: int) -> Tensor:
    x = as_tensor(x)
    if x.ndim < 2 or num_heads < 1 or x.shape[-1] % num_heads != 0:
        raise ValueError(f"{x.shape} cannot be split into {num_heads} heads")
    *batch, length, d_model = x.shape
    x = x.reshape(*batch, length, d_model // num_heads, num_heads)
    return x.swapaxes(-1, -2).swapaxes(-2, -3)


def merge_heads(x: Tensor | np.ndarray) -> Tensor:
    x = as_tensor(x)
    if x.ndim < 3:
        raise ValueError(f"{x.shape} has no heads to merge")
    *batch, num_heads, length, d_head = x.shape
    return x.swapaxes(-2, -3).swapaxes(-1, -2).reshape(*batch, length, num_heads * d_head)
