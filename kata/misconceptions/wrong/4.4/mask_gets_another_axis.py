"""
title.en = "The mask gets an axis for the heads"
title.zh = "掩码又添了一个头的轴"
text.en = "An axis of length 1 is put into the mask for the heads, although the mask that comes in is already aligned with (…, H, T_query, T_key) at the right. With the added axis its other axes meet the wrong ones of the weights."
text.zh = "给掩码又插入了一个长度为 1 的头的轴，而传进来的掩码本来就从右端与 (…, H, T_query, T_key) 对齐。多了一个轴，它的其他轴就对上了权重的错误的轴。"
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
        if mask is not None and mask.ndim > 2:
            mask = mask[:, np.newaxis]
        heads, weights = scaled_dot_product_attention(q, k, v, mask)
        self.attention_weights = weights.data
        return self.out_proj(merge_heads(heads))
