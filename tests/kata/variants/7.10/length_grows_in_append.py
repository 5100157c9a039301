class KVCache:
    def __init__(self, config, batch_size, *, device=None, dtype=None):
        self.length, self.limit = 0, config.block_size
        head = config.n_embd // config.n_head
        size = (2, config.n_layer, batch_size, config.n_head, config.block_size, head)
        self.data = torch.zeros(size, device=device, dtype=dtype)

    def append(self, layer, keys, values):
        n = keys.size(2)
        if self.length + n > self.limit:
            raise ValueError(f"{self.length + n} tokens do not fit into {self.limit}")
        place = slice(self.length, self.length + n)
        self.data[0, layer][:, :, place] = keys
        self.data[1, layer][:, :, place] = values
        self.length += n
        k, v = self.data[:, layer, :, :, : self.length]
        return k, v


class GPT:
    def forward_cached(self, ids, cache):
        at = torch.arange(cache.length, cache.length + ids.size(1), device=ids.device)
        if len(at) and at[-1] >= self.config.block_size:
            raise ValueError(f"position {int(at[-1])}, block_size {self.config.block_size}")
        h = self.wte(ids) + self.wpe(at)
        for i, block in enumerate(self.h):
            h = block.forward_cached(h, cache, i)
        return self.lm_head(self.ln_f(h))
