"""
title.en = "A bias in spite of `bias=False`"
title.zh = "写了 `bias=False` 仍有偏置"
text.en = "With `bias=False` the layer still has a parameter `bias`, one of zeros. It would be listed, saved and trained away from 0: the attribute has to be None, and the output is x Wᵀ alone."
text.zh = "写了 `bias=False`，层里仍有一个全零的参数 `bias`。它会被列出、保存，还会被训练得不再是 0：这个属性应为 None，输出只有 x Wᵀ。"
guide = "3.2"
"""


class Linear(Module):
    def __init__(
        self,
        in_features: int,
        out_features: int,
        bias: bool = True,
        *,
        rng: np.random.Generator,
    ) -> None:
        bound = 1.0 / np.sqrt(in_features)
        weight = rng.uniform(-bound, bound, (out_features, in_features))
        start = rng.uniform(-bound, bound, out_features) if bias else np.zeros(out_features)
        self.weight = Tensor(weight, requires_grad=True)
        self.bias = Tensor(start, requires_grad=True)
