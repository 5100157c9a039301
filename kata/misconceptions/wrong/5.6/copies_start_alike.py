"""
title.en = "All layers start alike"
title.zh = "各层的初始值都一样"
text.en = "One block is made and copied, so every layer starts with the same weights. Layers are drawn one after the other from rng: with equal starts they have the same things to learn."
text.zh = "只创建了一个块，其余都是拷贝，所以每一层的初始权重都相同。各层要依次从 rng 抽取：初始值相同，它们要学的东西也就相同。"
guide = "5.6"
"""

from copy import deepcopy


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
        self.layers = [deepcopy(block) for _ in range(num_layers)]
        self.norm = LayerNorm(d_model) if norm_first else None
