"""
title.en = "Dropout never learns of evaluation"
title.zh = "随机失活不知道已是评估模式"
text.en = "Each call makes a new Dropout, which starts in training mode, so elements are dropped in evaluation too. eval() only reaches modules that are attributes: dropout is a part, made once in the constructor."
text.zh = "每次调用都新建一个 Dropout，而它总是从训练模式开始，于是评估时也会丢弃元素。eval() 只能到达作为属性的模块：dropout 是一个部分，要在构造函数里创建一次。"
guide = "5.5"
"""


class TransformerEncoderBlock:
    def __init__(
        self,
        d_model: int,
        num_heads: int,
        d_ff: int,
        *,
        dropout: float = 0.0,
        norm_first: bool = True,
        activation: str = "relu",
        rng: np.random.Generator,
    ) -> None:
        self.attention = MultiHeadAttention(d_model, num_heads, rng=rng)
        self.feed_forward = FeedForward(d_model, d_ff, activation, rng=rng)
        self.norm1 = LayerNorm(d_model)
        self.norm2 = LayerNorm(d_model)
        self.p = dropout
        self.rng = rng
        self.norm_first = norm_first

    def forward(self, x: Tensor | np.ndarray, mask: np.ndarray | None = None) -> Tensor:
        x = as_tensor(x)
        dropout = Dropout(self.p, rng=self.rng)
        if self.norm_first:
            a = x + dropout(self.attention(self.norm1(x), mask=mask))
            return a + dropout(self.feed_forward(self.norm2(a)))
        a = self.norm1(x + dropout(self.attention(x, mask=mask)))
        return self.norm2(a + dropout(self.feed_forward(a)))
