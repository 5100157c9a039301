"""
title.en = "eps stands outside the root"
title.zh = "eps 放在了根号外面"
text.en = "eps is added to the standard deviation, after the root. It belongs to the variance, inside the root: small vectors come out quite different, and at variance 0 the root alone has no finite slope."
text.zh = "eps 在开方之后才加到标准差上。它应当在根号里面，与方差相加：小的向量结果会大不相同，而方差为 0 时，单独的根号没有有限的斜率。"
guide = "5.1"
"""


class LayerNorm:
    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        x = as_tensor(x)
        d_model = self.weight.shape[0]
        if x.ndim == 0 or x.shape[-1] != d_model:
            raise ValueError(f"x must have shape (..., {d_model}), not {x.shape}")
        centred = x - x.mean(axis=-1, keepdims=True)
        deviation = (centred * centred).mean(axis=-1, keepdims=True).sqrt()
        return centred / (deviation + self.eps) * self.weight + self.bias
