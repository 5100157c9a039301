def causal_mask(T_query, T_key, device=None):
    if T_query > T_key:
        raise ValueError(f"{T_query} queries need as many keys, there are {T_key}")
    rows = torch.arange(T_key - T_query, T_key, device=device)[:, None]
    columns = torch.arange(T_key, device=device)
    return columns < rows


class CausalSelfAttention:
    def attend(self, query, key, value):
        allowed = causal_mask(query.size(-2), key.size(-2), query.device)
        out = F.scaled_dot_product_attention(query, key, value, allowed)
        return self.c_proj(out.permute(0, 2, 1, 3).flatten(2))
