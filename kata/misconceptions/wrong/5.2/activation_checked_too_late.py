"""
title.en = "An unknown activation is found too late"
title.zh = "太晚才发现未知的激活函数"
text.en = "An activation that does not exist raises its error only when the network is called. The constructor has to refuse it, so that a slip in a name shows when the model is made and not hours later."
text.zh = "激活函数不存在，要到调用网络时才报错。构造函数就应当拒绝它，这样名字写错了，创建模型时就能看到，而不是几个小时以后。"
guide = "5.2"
"""


class FeedForward:
    def __init__(
        self, d_model: int, d_ff: int, activation: str = "relu", *, rng: np.random.Generator
    ) -> None:
        self.linear1 = Linear(d_model, d_ff, rng=rng)
        self.linear2 = Linear(d_ff, d_model, rng=rng)
        self.activation = activation

    def forward(self, x: Tensor | np.ndarray) -> Tensor:
        hidden = self.linear1(x)
        if self.activation == "relu":
            hidden = hidden.relu()
        elif self.activation == "gelu":
            hidden = gelu(hidden)
        else:
            raise ValueError(f"there is no activation {self.activation!r}")
        return self.linear2(hidden)
