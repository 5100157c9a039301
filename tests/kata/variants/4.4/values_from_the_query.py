class MultiHeadAttention:
    def forward(self, query, key=None, value=None, mask=None):
        if value is None:
            value = query
        if key is None:
            key = query
        q = split_heads(self.q_proj(query), self.num_heads)
        k = split_heads(self.k_proj(key), self.num_heads)
        v = split_heads(self.v_proj(value), self.num_heads)
        out, w = scaled_dot_product_attention(q, k, v, mask)
        self.attention_weights = w.data
        return self.out_proj(merge_heads(out))
