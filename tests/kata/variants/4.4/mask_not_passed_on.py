class MultiHeadAttention:
    def forward(self, query, key=None, value=None, mask=None):
        key = key if key is not None else query
        value = value if value is not None else key
        parts = [self.q_proj(query), self.k_proj(key), self.v_proj(value)]
        q, k, v = (split_heads(p, self.num_heads) for p in parts)
        w = softmax(q @ k.swapaxes(-1, -2) / np.sqrt(q.shape[-1]))
        self.attention_weights = w.data
        return self.out_proj(merge_heads(w @ v))
