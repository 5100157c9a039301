"""
title.en = "Any number of axes is accepted"
title.zh = "接受了任意个数的轴"
text.en = "Only the length of the last axis is compared with the number of features. A single sample of shape (n,) or a stack of shape (2, 3, 3) goes through, since the matrix product accepts it: x must have exactly the two axes (n, in_features)."
text.zh = "只比较了最后一个轴的长度与特征数。形状为 (n,) 的单个样本或 (2, 3, 3) 的一叠都会通过，因为矩阵乘积照单全收：x 必须恰好有 (n, in_features) 两个轴。"
guide = "2.2"
"""


class LinearRegression:
    def __call__(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        if x.ndim == 0 or x.shape[-1] != self.w.size:
            raise ValueError(f"x must have {self.w.size} features, but has shape {x.shape}")
        return x @ self.w + self.b
