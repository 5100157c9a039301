"""
title.en = "The kept weights are averaged over the heads"
title.zh = "保存的权重对各个头取了平均"
text.en = "attention_weights holds the mean over the heads, which hides what each head looks at. It has the shape (…, H, T_query, T_key); averaging is what nn.MultiheadAttention does unless it is told otherwise."
text.zh = "attention_weights 里是对各个头的平均，看不出每个头在看什么。它的形状应当是 (…, H, T_query, T_key)；取平均是 nn.MultiheadAttention 的默认做法。"
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
        self.attention_weights = weights.data.mean(axis=-3)
        return self.out_proj(merge_heads(heads))
