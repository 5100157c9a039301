class MultiHeadAttention:
    def forward(self, query, key=None, value=None, mask=None):
        if key is None:
            key = query
        if value is None:
            value = key
        D, H = self.q_proj.out_features, self.num_heads

        def heads(x, layer):
            return layer(x).unflatten(-1, (H, D // H)).movedim(-2, -3)

        q = heads(query, self.q_proj) * D**-0.5
        k, v = heads(key, self.k_proj), heads(value, self.v_proj)
        scores = torch.einsum("...qd,...kd->...qk", q, k)
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
