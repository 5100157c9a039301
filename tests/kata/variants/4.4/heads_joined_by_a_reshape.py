class MultiHeadAttention:
    def forward(self, query, key=None, value=None, mask=None):
        key = key if key is not None else query
        value = value if value is not None else key
        parts = [self.q_proj(query), self.k_proj(key), self.v_proj(value)]
        out, w = scaled_dot_product_attention(*[split_heads(p, self.num_heads) for p in parts], mask)
        self.attention_weights = w.data
        *batch, heads, time, width = out.shape
        return self.out_proj(out.reshape((*batch, time, heads * width)))
