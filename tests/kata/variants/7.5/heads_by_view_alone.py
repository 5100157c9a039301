class CausalSelfAttention:
    def project(self, x):
        B, T, D = x.shape
        y = self.c_attn(x)
        wanted = (B, self.n_head, T, D // self.n_head)
        q = y[:, :, :D].contiguous().view(*wanted)
        k = y[:, :, D : 2 * D].contiguous().view(*wanted)
        v = y[:, :, 2 * D :].contiguous().view(*wanted)
        return q, k, v
