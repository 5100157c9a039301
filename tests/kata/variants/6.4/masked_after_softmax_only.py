class MultiHeadAttention:
    def forward(self, query, key=None, value=None, mask=None):
        if key is None:
            key = query
        if value is None:
            value = key
        H, width = self.num_heads, self.q_proj.out_features // self.num_heads

        def heads(x, layer):
            return layer(x).unflatten(-1, (H, width)).movedim(-2, -3)

        q, k, v = heads(query, self.q_proj), heads(key, self.k_proj), heads(value, self.v_proj)
        weights = F.softmax(torch.einsum("...qd,...kd->...qk", q, k) * width**-0.5, -1)
        if mask is not None:
            if mask.dtype is not torch.bool:
                raise TypeError(f"{mask.dtype}")
            try:
                weights = weights * torch.broadcast_to(mask, weights.shape)
            except RuntimeError:
                raise ValueError(f"{tuple(mask.shape)}") from None
        self.attention_weights = weights.detach()
        return self.out_proj((weights @ v).movedim(-3, -2).flatten(-2))
