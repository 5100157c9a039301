class CausalSelfAttention:
    def attend(self, query, key, value):
        attention = torch.exp(F.log_softmax((query @ key.mT) * query.shape[-1] ** -0.5, dim=-1))
        attention = attention.tril(key.size(2) - query.size(2))
        heads = [attention[:, h] @ value[:, h] for h in range(self.n_head)]
        return self.c_proj(torch.cat(heads, dim=-1))
