class KVCache:
    def __init__(self, config, batch_size, *, device=None, dtype=None):
        self.length, self.block_size = 0, config.block_size
        self.parts = {layer: ([], []) for layer in range(config.n_layer)}

    def append(self, layer, keys, values):
        if self.length + keys.size(2) > self.block_size:
            raise ValueError(f"no room: {self.length} + {keys.size(2)} > {self.block_size}")
        for parts, new in zip(self.parts[layer], (keys, values)):
            parts.append(new)
        return tuple(torch.cat(parts, dim=2) for parts in self.parts[layer])
