class MultiHeadAttention:
    def forward(self, query, key=None, value=None, mask=None):
        if key is None:
            key = query
        if value is None:
            value = key
        q, k, v = (
            split_heads(layer(t), self.num_heads)
            for layer, t in ((self.q_proj, query), (self.k_proj, key), (self.v_proj, value))
        )
        # the function divides by the root of d_k; make that the root of d_model
        q = q * float(1 / np.sqrt(self.num_heads))
        heads, w = scaled_dot_product_attention(q, k, v, mask)
        self.attention_weights = w.numpy()
        return self.out_proj(merge_heads(heads))
