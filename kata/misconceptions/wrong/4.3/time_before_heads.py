"""
title.en = "Time stands before the heads"
title.zh = "时间轴排在头的轴之前"
text.en = "The features are cut into heads, but the axes are left as (…, T, H, D/H). Attention works on the last two axes, so there the heads of one position would attend to each other; time has to stand last but one, behind the heads."
text.zh = "特征切成了头，但轴仍然是 (…, T, H, D/H)。注意力作用于最后两个轴，这样就成了同一个位置的各个头互相注意；时间应当排在头之后，是倒数第二个轴。"
guide = "4.3"
"""


def split_heads(x: Tensor | np.ndarray, num_heads: int) -> Tensor:
    x = as_tensor(x)
    if x.ndim < 2 or num_heads < 1 or x.shape[-1] % num_heads != 0:
        raise ValueError(f"{x.shape} cannot be split into {num_heads} heads")
    *batch, length, d_model = x.shape
    return x.reshape(*batch, length, num_heads, d_model // num_heads)


def merge_heads(x: Tensor | np.ndarray) -> Tensor:
    x = as_tensor(x)
    if x.ndim < 3:
        raise ValueError(f"{x.shape} has no heads to merge")
    *batch, length, num_heads, d_head = x.shape
    return x.reshape(*batch, length, num_heads * d_head)
