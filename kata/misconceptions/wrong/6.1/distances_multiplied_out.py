"""
title.en = "The square is multiplied out"
title.zh = "把平方展开了"
text.en = "The distance is computed as ‖x‖² + ‖y‖² - 2 x·y and not from the differences. Far from the origin two large numbers then cancel, and little of a small distance is left, which may even become negative."
text.zh = "距离按 ‖x‖² + ‖y‖² - 2 x·y 计算，而不是由差得出。远离原点时，两个很大的数相互抵消，小的距离所剩无几，甚至可能变成负数。"
guide = "6.1"
"""

def pairwise_squared_distances(x: Tensor, y: Tensor) -> Tensor:
    if min(x.ndim, y.ndim) < 2 or x.shape[-1] != y.shape[-1]:
        raise ValueError(f"shapes {tuple(x.shape)} and {tuple(y.shape)} do not fit")
    xx = (x * x).sum(dim=-1).unsqueeze(-1)  # (..., N, 1)
    yy = (y * y).sum(dim=-1).unsqueeze(-2)  # (..., 1, M)
    return xx + yy - 2 * x @ y.transpose(-1, -2)
