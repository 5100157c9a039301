"""
style = "A cache of lists that grow by concatenation, cut to its length first; text collected in columns."
file = "stage3_gpt/task7_model.py"
"""


class KVCache:
    def __init__(self, config, batch_size, *, device=None, dtype=None):
        self.length = 0
        self.limit = config.block_size
        nothing = torch.empty(
            (batch_size, config.n_head, 0, config.n_embd // config.n_head), device=device, dtype=dtype
        )
        self.pairs = [(nothing, nothing) for _ in range(config.n_layer)]

    def append(self, layer, keys, values):
        if self.length + keys.shape[2] > self.limit:
            raise ValueError(f"only {self.limit - self.length} of {self.limit} places are left")
        self.pairs[layer] = tuple(
            torch.cat((old[:, :, : self.length], new), dim=2)
            for old, new in zip(self.pairs[layer], (keys, values), strict=True)
        )
        return self.pairs[layer]


class GPT:
    def forward_cached(self, ids, cache):
        places = torch.arange(cache.length, cache.length + ids.shape[1], device=ids.device)
        if cache.length + ids.shape[1] > self.config.block_size:
            raise ValueError(f"{cache.length} + {ids.shape[1]} is more than {self.config.block_size}")
        x = self.wte(ids) + self.wpe(places)
        for layer in range(self.config.n_layer):
            x = self.h[layer].forward_cached(x, cache, layer)
        cache.length += ids.shape[1]
        return self.lm_head(self.ln_f(x))

    @torch.no_grad()
    def generate_cached(self, ids, max_new_tokens, *, generator=None, on_token=None, **options):
        was_training = self.training
        self.eval()
        try:
            columns = list(ids.split(1, dim=1))
            cache = None
            for _ in range(max_new_tokens):
                if cache is None or cache.length == self.config.block_size:
                    like = self.wte.weight
                    cache = KVCache(self.config, ids.shape[0], device=like.device, dtype=like.dtype)
                    feed = torch.cat(columns[-self.config.block_size :], dim=1)
                else:
                    feed = columns[-1]
                logits = self.forward_cached(feed, cache)[:, -1, :]
                p = token_probabilities(logits, **options)
                columns.append(torch.multinomial(p, num_samples=1, generator=generator))
                if on_token:
                    on_token(columns[-1])
            return torch.cat(columns, dim=1)
        finally:
            self.train(was_training)
