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
        self.layers = []
        for _ in range(num_layers):
            self.layers.append(TransformerEncoderBlock(d_model, num_heads, d_ff, **options))
        self.norm = LayerNorm(d_model)

    def forward(self, x, mask=None):
        x = as_tensor(x)
        for block in self.layers:
            x = block(x, mask=mask)
        return self.norm(x)
