"""
title.en = "The windows are copies and not a view"
title.zh = "窗口是副本而不是视图"
text.en = "The windows are cut out one by one and stacked, which copies every element up to size times. The values are right, but the result has to be a view on the memory of x, as unfold gives it."
text.zh = "窗口被逐个切出来再叠放，每个元素因此最多被复制 size 次。数值是对的，但结果应当是 x 内存上的视图，就像 unfold 给出的那样。"
guide = "6.1"
"""

def sliding_windows(x: Tensor, size: int) -> Tensor:
    if x.ndim == 0 or not 1 <= size <= x.shape[-1]:
        raise ValueError(f"size {size} does not fit the shape {tuple(x.shape)}")
    count = x.shape[-1] - size + 1
    return torch.stack([x[..., t : t + size] for t in range(count)], dim=-2)
