"""
title.en = "The gradient of `stack` is always sliced along axis 0"
title.zh = "`stack` 的梯度总是沿轴 0 切片"
text.en = "The gradient is taken apart along its first axis, whatever `axis` is. Each part gets a slice along the new axis."
text.zh = "不论 `axis` 是多少，梯度都沿第一个轴拆开。每个部分应得到沿新轴的一个切片。"
guide = "1.10"
"""

import numpy as np


def stack(tensors, axis=0):
    parts = [as_tensor(tensor) for tensor in tensors]
    stacked = np.stack([part.data for part in parts], axis)
    return Tensor.from_op(stacked, parts, lambda g: [g[i] for i in range(len(parts))], "stack")
