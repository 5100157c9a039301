class KVCache:
    def __init__(self, config, batch_size, *, device=None, dtype=None):
        self.length = 0
        size = (batch_size, config.n_head, config.block_size, config.n_embd // config.n_head)
        self.store = [torch.zeros((2, *size), device=device, dtype=dtype)] * config.n_layer

    def append(self, layer, keys, values):
        full = self.store[layer].size(3)
        until = self.length + keys.size(2)
        if until > full:
            raise ValueError(f"{until} is more than {full}")
        self.store[layer][:, :, :, self.length : until] = torch.stack([keys, values])
        found = self.store[layer][:, :, :, :until]
        return found[0], found[1]
