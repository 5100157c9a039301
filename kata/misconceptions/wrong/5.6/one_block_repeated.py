"""
title.en = "One block is repeated"
title.zh = "同一个块重复了几次"
text.en = "The list holds the same block num_layers times, so all layers share their parameters. Each layer needs a block of its own, made anew: the stack has num_layers times the parameters of one."
text.zh = "列表里是同一个块的 num_layers 次引用，所以各层共用参数。每一层都要新建自己的块：整个堆叠的参数是一个块的 num_layers 倍。"
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
        block = TransformerEncoderBlock(
            d_model,
            num_heads,
            d_ff,
            dropout=dropout,
            norm_first=norm_first,
            activation=activation,
            rng=rng,
        )
        self.layers = [block] * num_layers
        self.norm = LayerNorm(d_model) if norm_first else None
