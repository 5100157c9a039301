class MultiHeadAttention:
    def __init__(self, d_model, num_heads):
        nn.Module.__init__(self)
        if d_model < 1 or num_heads < 1 or d_model % num_heads:
            raise ValueError(f"{num_heads} heads do not divide {d_model} features")
        for name in ("q_proj", "k_proj", "v_proj", "out_proj"):
            self.add_module(name, nn.Linear(d_model, d_model))
        self.num_heads = num_heads
        self.register_buffer("attention_weights", None, persistent=True)

    def _split_heads(self, x):
        return x.unflatten(-1, (self.num_heads, -1)).movedim(-2, -3)
