"""
title.en = "The heads are never mixed"
title.zh = "各个头没有混合"
text.en = "The heads are put side by side and returned, and out_proj is made but not used. Without this fourth layer no head learns from what the others found, and its weights get no gradient."
text.zh = "各个头并排放好就返回了，out_proj 创建了却没有用上。没有这第四个层，各个头的发现就混合不到一起，它的权重也得不到梯度。"
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
        heads, weights = scaled_dot_product_attention(q, k, v, mask)
        self.attention_weights = weights.data
        return merge_heads(heads)
