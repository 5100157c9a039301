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
        self.layers = []
        for _ in range(num_layers):
            block = TransformerEncoderBlock(d_model, num_heads, d_ff, rng=rng)
            block.norm_first = norm_first
            self.layers.append(block)
        self.norm = LayerNorm(d_model) if norm_first else None
