def causal_mask(T_query, T_key, device=None):
    if T_query > T_key:
        raise ValueError(f"more queries ({T_query}) than keys ({T_key})")
    whole = torch.tril(torch.ones(T_key, T_key, device=device)) == 1
    return whole[:T_query, :T_key]


class CausalSelfAttention:
    def attend(self, query, key, value):
        n, n_head, T, width = query.shape
        scores = torch.einsum("bhqd,bhkd->bhqk", query, key) * width**-0.5
        allowed = causal_mask(T, key.shape[2], query.device)
        weights = torch.softmax(torch.where(allowed, scores, -torch.inf), dim=-1)
        together = torch.einsum("bhqk,bhkd->bqhd", weights, value).reshape(n, T, n_head * width)
        return self.c_proj(together)
