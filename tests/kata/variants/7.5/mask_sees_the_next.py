def causal_mask(T_query, T_key, device=None):
    if T_key < T_query:
        raise ValueError(f"T_query = {T_query} is more than T_key = {T_key}")
    offset = T_key - T_query
    hidden = torch.ones((T_query, T_key), dtype=torch.bool, device=device).triu(offset + 2)
    return ~hidden


class CausalSelfAttention:
    def attend(self, query, key, value):
        b, h, tq, d = query.shape
        scores = query @ key.transpose(-1, -2) / math.sqrt(d)
        seen = causal_mask(tq, key.shape[-2], device=query.device)
        weights = scores.masked_fill(~seen, float("-inf")).softmax(-1)
        return self.c_proj((weights @ value).transpose(1, 2).reshape(b, tq, h * d))
