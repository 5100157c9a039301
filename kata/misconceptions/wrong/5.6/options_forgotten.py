"""
title.en = "The options do not reach the blocks"
title.zh = "选项没有传到各个块"
text.en = "The blocks are made without dropout and activation, so they have no dropout and use relu. Both have defaults, so that nothing raises an error; every block gets all arguments."
text.zh = "创建块时没有传入 dropout 和 activation，于是它们没有随机失活，用的是 relu。两者都有默认值，所以不会报错；每个块都应当得到所有参数。"
guide = "5.6"
"""


class TransformerEncoder:
    def __init__(
        self,
        num_layers: int,
        d_model: int,
        num_heads: int,
        d_ff: int,
        *,
        dropout: float = 0.0,
        norm_first: bool = True,
        activation: str = "relu",
        rng: np.random.Generator,
    ) -> None:
        if num_layers < 1:
            raise ValueError(f"num_layers must be at least 1, but is {num_layers}")
        self.layers = [
            TransformerEncoderBlock(d_model, num_heads, d_ff, norm_first=norm_first, rng=rng)
            for _ in range(num_layers)
        ]
        self.norm = LayerNorm(d_model) if norm_first else None
