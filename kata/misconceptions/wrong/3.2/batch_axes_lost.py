"""
title.en = "The batch axes are lost"
title.zh = "丢失了批量轴"
text.en = "The batch axes are flattened to rows for the product and not brought back. An input of shape (2, 4, in_features) has an output of shape (2, 4, out_features), and a single sample gives one row of numbers, not a matrix."
text.zh = "为了相乘把批量轴摊平成了行，却没有恢复。形状为 (2, 4, in_features) 的输入，输出形状应是 (2, 4, out_features)，单个样本给出的是一行数，不是矩阵。"
guide = "3.2"
"""


class Linear(Module):
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        in_features = self.weight.shape[1]
        if x.ndim == 0 or x.shape[-1] != in_features:
            raise ValueError(f"x must have shape (..., {in_features}), not {x.shape}")
        y = x.reshape(-1, in_features) @ self.weight.T
        return y if self.bias is None else y + self.bias
