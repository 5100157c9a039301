class CausalSelfAttention:
    def attend(self, query, key, value):
        m = causal_mask(query.shape[-2], key.shape[-2], query.device)
        bias = torch.zeros(m.shape, dtype=query.dtype)
        bias[m] = float("-inf")
        logits = query.matmul(key.transpose(2, 3)) / key.shape[-1] ** 0.5 + bias
        z = torch.matmul(torch.softmax(logits, -1), value)
        return self.c_proj(torch.cat(z.unbind(1), -1))
