class CausalSelfAttention:
    def attend(self, query, key, value):
        mask = causal_mask(query.shape[2], key.shape[2], query.device)
        n_embd = self.c_proj.in_features
        y = F.scaled_dot_product_attention(query, key, value, attn_mask=mask, scale=n_embd**-0.5)
        return self.c_proj(y.transpose(1, 2).flatten(-2))
