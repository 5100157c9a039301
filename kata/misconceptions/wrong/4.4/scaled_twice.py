"""
title.en = "The scores are scaled twice"
title.zh = "分数缩放了两次"
text.en = "The queries are divided by √(D/H) before they go into scaled_dot_product_attention, which divides the scores by √d_k already. The scores are then too small by this factor, and the weights too even."
text.zh = "查询在送进 scaled_dot_product_attention 之前除以了 √(D/H)，而后者本来就会把分数除以 √d_k。于是分数小了这个倍数，权重过于平均。"
guide = "4.4"
"""


class MultiHeadAttention:
    def forward(
        self,
        query: Tensor | np.ndarray,
        key: Tensor | np.ndarray | None = None,
        value: Tensor | np.ndarray | None = None,
        mask: np.ndarray | None = None,
    ) -> Tensor:
        key = query if key is None else key
        value = key if value is None else value
        q = split_heads(self.q_proj(query), self.num_heads)
        k = split_heads(self.k_proj(key), self.num_heads)
        v = split_heads(self.v_proj(value), self.num_heads)
        q = q / np.sqrt(q.shape[-1])
        heads, weights = scaled_dot_product_attention(q, k, v, mask)
        self.attention_weights = weights.data
        return self.out_proj(merge_heads(heads))
