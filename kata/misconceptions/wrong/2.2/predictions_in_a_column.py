"""
title.en = "The predictions form a column"
title.zh = "预测排成了一列"
text.en = "The weights are made a column, so the predictions have the shape (n, 1). One number for each sample is the shape (n,): a column against targets of shape (n,) is the silent broadcast of step 2.1."
text.zh = "权重被变成了一列，所以预测的形状是 (n, 1)。每个样本一个数，形状应是 (n,)：一列与形状为 (n,) 的目标相遇，就是步骤 2.1 里悄悄发生的广播。"
guide = "2.2"
"""


class LinearRegression:
    def __call__(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        if x.ndim != 2 or x.shape[1] != self.w.size:
            raise ValueError(f"x must have shape (n, {self.w.size}), not {x.shape}")
        return x @ self.w.reshape(-1, 1) + self.b
