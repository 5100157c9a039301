"""
title.en = "The transpose is forgotten"
title.zh = "忘了转置"
text.en = "The samples are multiplied by W as it is stored, (out_features, in_features). The formula is x Wᵀ: without the transpose the shapes do not fit, and where they do, for in_features = out_features, every result is wrong."
text.zh = "样本直接乘以存放着的 W，即 (out_features, in_features)。公式是 x Wᵀ：没有转置，形状就对不上，而形状碰巧对得上时（in_features = out_features），结果全是错的。"
guide = "3.2"
"""


class Linear(Module):
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        if x.ndim == 0 or x.shape[-1] != self.weight.shape[1]:
            raise ValueError(f"x must have shape (..., {self.weight.shape[1]}), not {x.shape}")
        y = x @ self.weight
        return y if self.bias is None else y + self.bias
