class TransformerEncoder:
    def __init__(
        self,
        num_layers,
        d_model,
        num_heads,
        d_ff,
        *,
        dropout=0.0,
        norm_first=True,
        activation="relu",
        rng,
    ):
        if num_layers <= 0:
            raise ValueError(f"{num_layers} layers")
        options = dict(dropout=dropout, norm_first=norm_first, activation=activation, rng=rng)
        block = TransformerEncoderBlock(d_model, num_heads, d_ff, **options)
        self.layers = []
        for _ in range(num_layers):
            self.layers.append(block)
        self.norm = None
        if norm_first:
            self.norm = LayerNorm(d_model)
