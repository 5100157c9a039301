class MultiHeadAttention:
    def __init__(self, d_model, num_heads, *, rng):
        if num_heads < 1 or d_model % num_heads:
            raise ValueError(f"d_model = {d_model}, num_heads = {num_heads}")
        self.num_heads = num_heads
        inner = d_model * num_heads
        self.q_proj, self.k_proj, self.v_proj = (Linear(d_model, inner, rng=rng) for _ in range(3))
        self.out_proj = Linear(inner, d_model, rng=rng)
        self.attention_weights = None
