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
        self.layers = [TransformerEncoderBlock(d_model, num_heads, d_ff, **options)]
        start = self.layers[0].state_dict()
        for _ in range(num_layers - 1):
            self.layers.append(TransformerEncoderBlock(d_model, num_heads, d_ff, **options))
            self.layers[-1].load_state_dict(start)
        self.norm = LayerNorm(d_model) if norm_first else None
