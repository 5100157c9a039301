"""
title.en = "The mask is not passed on"
title.zh = "掩码没有传下去"
text.en = "The mask is accepted and forgotten: scaled_dot_product_attention is called without it. Every query then sees padding and all else that it must not see, and nothing raises an error."
text.zh = "收下了掩码，却没有用：调用 scaled_dot_product_attention 时没有传给它。于是每个查询都看到了填充以及其他不该看的东西，而且没有任何报错。"
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
        heads, weights = scaled_dot_product_attention(q, k, v)
        self.attention_weights = weights.data
        return self.out_proj(merge_heads(heads))
