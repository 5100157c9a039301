class MultiHeadAttention:
    def __init__(self, d_model, num_heads, *, rng):
        if num_heads < 1 or d_model % num_heads:
            raise ValueError(f"d_model = {d_model}, num_heads = {num_heads}")
        self.num_heads = num_heads
        shared = Linear(d_model, d_model, rng=rng)
        self.q_proj = shared
        self.k_proj = shared
        self.v_proj = shared
        self.out_proj = Linear(d_model, d_model, rng=rng)
        self.attention_weights = None
