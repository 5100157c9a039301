"""
title.en = "The value defaults to the query"
title.zh = "值默认成了查询"
text.en = "Where no value is given the query is taken for it, in cross-attention as well. There the keys serve as values: what is found in the memory has to be handed on from the memory."
text.zh = "没有给出值时，就用查询代替，交叉注意力里也是。那里应当由键兼作值：在 memory 里找到的东西，也要从 memory 里交出来。"
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
        value = query if value is None else value
        q = split_heads(self.q_proj(query), self.num_heads)
        k = split_heads(self.k_proj(key), self.num_heads)
        v = split_heads(self.v_proj(value), self.num_heads)
        heads, weights = scaled_dot_product_attention(q, k, v, mask)
        self.attention_weights = weights.data
        return self.out_proj(merge_heads(heads))
