"""
title.en = "The new axis of `stack` stays in the gradient"
title.zh = "`stack` 的新轴留在了梯度里"
text.en = "The gradient is split along the new axis, and each piece keeps that axis with length 1. The parts do not have it: each gets a slice of g, without the axis."
text.zh = "梯度沿新轴切开，每一段都保留了这个长度为 1 的轴。各部分没有这个轴：每个部分得到 g 的一个切片，不带新轴。"
guide = "1.10"
"""

import numpy as np


def stack(tensors, axis=0):
    parts = [as_tensor(tensor) for tensor in tensors]
    stacked = np.stack([part.data for part in parts], axis)
    return Tensor.from_op(stacked, parts, lambda g: np.split(g, len(parts), axis), "stack")
