class GPT:
    def forward_cached(self, ids, cache):
        n = ids.size(1)
        if cache.length + n > self.config.block_size:
            raise ValueError(f"{cache.length} + {n} tokens, room for {self.config.block_size}")
        h = self.wpe(torch.arange(n, device=ids.device)) + self.wte(ids)
        for i in range(len(self.h)):
            h = self.h[i].forward_cached(h, cache, i)
        cache.length += n
        return F.linear(self.ln_f(h), self.wte.weight)
