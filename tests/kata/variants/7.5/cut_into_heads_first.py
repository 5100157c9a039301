class CausalSelfAttention:
    def project(self, x):
        per_head = self.c_attn(x).chunk(self.n_head, dim=-1)
        triples = [part.chunk(3, dim=-1) for part in per_head]
        q, k, v = (torch.stack([triple[i] for triple in triples], dim=1) for i in range(3))
        return q, k, v
