class GPT:
    @torch.no_grad()
    def generate_cached(self, ids, max_new_tokens, *, on_token=None, generator=None, **sampling):
        mode, text, feed = self.training, ids, ids[:, -self.config.block_size :]
        self.eval()
        try:
            memory = KVCache(self.config, ids.size(0), device=ids.device)
            for _ in range(max_new_tokens):
                scores = self.forward_cached(feed, memory)
                p = token_probabilities(scores[:, -1], **sampling)
                feed = p.multinomial(1, generator=generator)
                text = torch.cat([text, feed], 1)
                if on_token is not None:
                    on_token(feed)
                if memory.length == self.config.block_size:
                    memory = KVCache(self.config, ids.size(0), device=ids.device)
                    feed = text[:, -self.config.block_size :]
            return text
        finally:
            self.train(mode)
