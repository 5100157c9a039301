"""
title.en = "A graph is kept alive for pictures"
title.zh = "为了画图而留住了整张图"
text.en = "attention_weights is the tensor, with all that it was computed from. It is there for pictures, as an array: a tensor keeps the graph of the last call in memory for as long as the module lives."
text.zh = "attention_weights 存的是张量，连同它的全部来历。它是供画图用的，应当是数组：张量会把上一次调用的整张图留在内存里，直到这个模块不再存在。"
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
        heads, self.attention_weights = scaled_dot_product_attention(q, k, v, mask)
        return self.out_proj(merge_heads(heads))
