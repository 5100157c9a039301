class CausalSelfAttention:
    def forward_cached(self, x, cache, layer):
        q, k, v = self.project(x)
        k, v = cache.append(layer, k, v)
        T_new, T_all = q.size(2), k.size(2)
        visible = torch.ones(T_new, T_all, dtype=torch.bool, device=x.device).tril()
        scores = (q @ k.mT / math.sqrt(q.size(3))).masked_fill(~visible, float("-inf"))
        mixed = torch.softmax(scores, -1) @ v
        return self.c_proj(torch.cat(mixed.unbind(1), -1))
