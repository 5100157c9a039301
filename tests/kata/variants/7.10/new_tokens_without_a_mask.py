class CausalSelfAttention:
    def forward_cached(self, x, cache, layer):
        q, k, v = self.project(x)
        k, v = cache.append(layer, k, v)
        scores = torch.einsum("bhqd,bhkd->bhqk", q, k) / q.size(-1) ** 0.5
        mixed = torch.einsum("bhqk,bhkd->bqhd", torch.softmax(scores, -1), v)
        return self.c_proj(mixed.reshape(x.shape))
