"""
title.en = "The gradient is cut into equal parts"
title.zh = "梯度被切成了等长的几段"
text.en = "The gradient of `concatenate` is cut into as many equal parts as there are tensors. Parts may have different lengths: cut at the cumulative lengths along the axis."
text.zh = "`concatenate` 的梯度按张量的个数切成了等长的几段。各部分的长度可以不同：应按沿拼接轴的累计长度切开。"
guide = "1.10"
"""

import numpy as np


def concatenate(tensors, axis=0):
    parts = [as_tensor(tensor) for tensor in tensors]
    joined = np.concatenate([part.data for part in parts], axis)
    return Tensor.from_op(
        joined, parts, lambda g: np.array_split(g, len(parts), axis), "concatenate"
    )
