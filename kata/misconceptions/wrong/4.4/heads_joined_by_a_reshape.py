"""
title.en = "Heads are joined by a reshape"
title.zh = "用 reshape 把头接起来"
text.en = "The output of attention, (…, H, T, D/H), is reshaped straight to (…, T, D), so each row gets numbers of several positions. Heads and time have to be swapped back first, which is what merge_heads does."
text.zh = "注意力的输出 (…, H, T, D/H) 直接 reshape 成了 (…, T, D)，于是每行混进了几个位置的数。要先把头与时间两个轴换回来，merge_heads 做的就是这件事。"
guide = "4.3"
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
        query = self.q_proj(query)
        q = split_heads(query, self.num_heads)
        k = split_heads(self.k_proj(key), self.num_heads)
        v = split_heads(self.v_proj(value), self.num_heads)
        heads, weights = scaled_dot_product_attention(q, k, v, mask)
        self.attention_weights = weights.data
        batch = heads.shape[:-3]
        return self.out_proj(heads.reshape(*batch, *query.shape[-2:]))
