"""
title.en = "Post-norm has a last norm too"
title.zh = "post-norm 也有最后的归一化"
text.en = "The last norm is made for both kinds of block. A post-norm block ends with a normalisation as it is, so there norm is None, and one more would only add parameters."
text.zh = "两种块都创建了最后的归一化。post-norm 的块本来就以归一化结尾，所以那里 norm 是 None，再加一个只是多了参数。"
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
            TransformerEncoderBlock(
                d_model,
                num_heads,
                d_ff,
                dropout=dropout,
                norm_first=norm_first,
                activation=activation,
                rng=rng,
            )
            for _ in range(num_layers)
        ]
        self.norm = LayerNorm(d_model)
