class KVCache:
    def __init__(self, config, batch_size, *, device=None, dtype=None):
        self.length = 0
        size = (batch_size, config.n_head, config.block_size, config.n_embd // config.n_head)
        self.store = [
            (torch.zeros(size, device=device, dtype=dtype), torch.zeros(size, device=device, dtype=dtype))
            for _ in range(config.n_layer)
        ]

    def append(self, layer, keys, values):
        full = self.store[layer][0].size(2)
        if self.length + keys.size(2) > full:
            raise ValueError(f"{self.length + keys.size(2)} is more than {full}")
        for buffer, new in zip(self.store[layer], (keys, values)):
            buffer.narrow(2, self.length, new.size(2)).copy_(new)
        return self.store[layer]
