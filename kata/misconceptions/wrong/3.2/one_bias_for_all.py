"""
title.en = "One bias for all outputs"
title.zh = "所有输出共用一个偏置"
text.en = "The bias is a single number that broadcasting adds to every output. Each output has an offset of its own: the bias has the shape (out_features,)."
text.zh = "偏置只有一个数，靠广播加到每个输出上。每个输出都有自己的偏置：它的形状是 (out_features,)。"
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
        self.weight = Tensor(weight, requires_grad=True)
        self.bias: Tensor | None = None
        if bias:
            self.bias = Tensor(rng.uniform(-bound, bound, 1), requires_grad=True)
