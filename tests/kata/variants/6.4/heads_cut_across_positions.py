class MultiHeadAttention:
    def forward(self, query, key=None, value=None, mask=None):
        if key is None:
            key = query
        if value is None:
            value = key
        H, width = self.num_heads, self.q_proj.out_features // self.num_heads
        q = self.q_proj(query).unflatten(-2, (1, -1)).reshape(*query.shape[:-2], H, -1, width)
        k = self.k_proj(key).contiguous().view(*key.shape[:-2], H, key.shape[-2], width)
        v = self.v_proj(value).contiguous().view(*value.shape[:-2], H, value.shape[-2], width)
        scores = torch.einsum("...qd,...kd->...qk", q, k) * width**-0.5
        if mask is not None:
            if mask.dtype is not torch.bool:
                raise TypeError(f"{mask.dtype}")
            try:
                mask = torch.broadcast_to(mask, scores.shape)
            except RuntimeError:
                raise ValueError(f"{tuple(mask.shape)}") from None
            scores = torch.where(mask, scores, torch.finfo(scores.dtype).min)
        weights = F.softmax(scores, -1)
        if mask is not None:
            weights = torch.where(mask, weights, 0.0)
        self.attention_weights = weights.detach()
        return self.out_proj((weights @ v).movedim(-3, -2).flatten(-2))
