"""
title.en = "Query, key and value share one layer"
title.zh = "查询、键和值共用一个层"
text.en = "q_proj, k_proj and v_proj are the same Linear under three names, so there is only one set of weights. What a position asks, what it is found by and what it hands on are three things to learn, each with a layer of its own."
text.zh = "q_proj、k_proj 和 v_proj 是同一个 Linear 的三个名字，所以只有一套权重。一个位置问什么、凭什么被找到、交出什么，是要分别学习的三件事，各需要自己的层。"
guide = "4.4"
"""


class MultiHeadAttention:
    def __init__(self, d_model: int, num_heads: int, *, rng: np.random.Generator) -> None:
        if num_heads < 1 or d_model % num_heads != 0:
            raise ValueError(f"{d_model} is no multiple of {num_heads}")
        self.num_heads = num_heads
        self.q_proj = self.k_proj = self.v_proj = Linear(d_model, d_model, rng=rng)
        self.out_proj = Linear(d_model, d_model, rng=rng)
        self.attention_weights = None
