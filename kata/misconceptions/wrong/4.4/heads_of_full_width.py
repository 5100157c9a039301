"""
title.en = "Every head has the full width"
title.zh = "每个头都是全宽度"
text.en = "Each head gets D features of its own, so the projections have H times as many rows as they should. The D features are divided among the heads, D/H for each, and all heads together cost about as much as one of full width."
text.zh = "每个头都有自己的 D 个特征，所以投影的行数成了应有的 H 倍。D 个特征应当分给各个头，每个头 D/H 个，所有头加在一起的代价与一个全宽度的头差不多。"
guide = "4.4"
"""


class MultiHeadAttention:
    def __init__(self, d_model: int, num_heads: int, *, rng: np.random.Generator) -> None:
        if num_heads < 1 or d_model % num_heads != 0:
            raise ValueError(f"{d_model} is no multiple of {num_heads}")
        self.num_heads = num_heads
        self.q_proj = Linear(d_model, num_heads * d_model, rng=rng)
        self.k_proj = Linear(d_model, num_heads * d_model, rng=rng)
        self.v_proj = Linear(d_model, num_heads * d_model, rng=rng)
        self.out_proj = Linear(num_heads * d_model, d_model, rng=rng)
        self.attention_weights = None
