class MultiHeadAttention:
    def forward(self, query, key=None, value=None, mask=None):
        if key is None:
            key = query
        if value is None:
            value = key
        width = self.q_proj.weight.shape[0] // self.num_heads
        q = split_heads(self.q_proj(query), self.num_heads)
        k = split_heads(self.k_proj(key) * (width**-0.5), self.num_heads)
        v = split_heads(self.v_proj(value), self.num_heads)
        heads, w = scaled_dot_product_attention(q, k, v, mask=mask)
        self.attention_weights = w.data
        return self.out_proj(merge_heads(heads))
