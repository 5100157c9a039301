class MultiHeadAttention:
    def forward(self, query, key=None, value=None, mask=None):
        key = key if key is not None else query
        value = value if value is not None else key
        parts = [self.q_proj(query), self.k_proj(key), self.v_proj(value)]
        out, w = scaled_dot_product_attention(*[split_heads(p, self.num_heads) for p in parts], mask)
        self.attention_weights = w
        return self.out_proj(merge_heads(out))
