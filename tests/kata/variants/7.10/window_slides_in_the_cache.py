class KVCache:
    def __init__(self, config, batch_size, *, device=None, dtype=None):
        self.length, self.block_size = 0, config.block_size
        empty = torch.empty(
            (batch_size, config.n_head, 0, config.n_embd // config.n_head), device=device, dtype=dtype
        )
        self.pairs = [(empty, empty) for _ in range(config.n_layer)]

    def append(self, layer, keys, values):
        if self.length + keys.size(2) > self.block_size:
            raise ValueError(f"no room: {self.length} + {keys.size(2)} > {self.block_size}")
        k, v = self.pairs[layer]
        k = torch.cat([k[:, :, : self.length], keys], dim=2)
        v = torch.cat([v[:, :, : self.length], values], dim=2)
        self.pairs[layer] = (k, v)
        return k, v

    def drop_oldest(self):
        self.pairs = [(k[:, :, 1:], v[:, :, 1:]) for k, v in self.pairs]
        self.length -= 1


class GPT:
    def generate_cached(self, ids, max_new_tokens, *, on_token=None, generator=None, **sampling):
        mode = self.training
        self.eval()
        try:
            with torch.no_grad():
                store = KVCache(self.config, ids.size(0), dtype=self.wte.weight.dtype)
                feed, text = ids[:, -self.config.block_size :], ids
                for _ in range(max_new_tokens):
                    while store.length + feed.size(1) > self.config.block_size:
                        store.drop_oldest()
                    p = token_probabilities(self.forward_cached(feed, store)[:, -1], **sampling)
                    feed = p.multinomial(1, generator=generator)
                    text = torch.cat([text, feed], 1)
                    if on_token is not None:
                        on_token(feed)
                return text
        finally:
            self.train(mode)
