"""
title.en = "The strides are taken for those of a contiguous tensor"
title.zh = "把步幅当成连续张量的步幅"
text.en = "The view is made with strides that are computed from the shape, as if x lay in memory without gaps. For a transposed or sliced x the windows then show other elements; the strides have to be those that x really has."
text.zh = "视图用的步幅是由形状算出来的，好像 x 在内存里一定是连续存放的。对转置过或切过片的 x，窗口里就成了别的元素；应当使用 x 自己真正的步幅。"
guide = "6.1"
"""

def sliding_windows(x: Tensor, size: int) -> Tensor:
    if x.ndim == 0 or not 1 <= size <= x.shape[-1]:
        raise ValueError(f"size {size} does not fit the shape {tuple(x.shape)}")
    *front, length = x.shape
    strides = [math.prod(x.shape[axis + 1 :]) for axis in range(len(front))]
    return torch.as_strided(x, (*front, length - size + 1, size), (*strides, 1, 1))
