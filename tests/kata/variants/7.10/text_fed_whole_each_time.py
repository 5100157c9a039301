class GPT:
    @torch.no_grad()
    def generate_cached(self, ids, max_new_tokens, *, on_token=None, generator=None, **sampling):
        mode, text = self.training, ids
        self.eval()
        try:
            memory = KVCache(self.config, ids.size(0), dtype=self.wte.weight.dtype)
            while text.size(1) < ids.size(1) + max_new_tokens:
                memory.length = 0
                scores = self.forward_cached(text[:, -self.config.block_size :], memory)
                p = token_probabilities(scores[:, -1], **sampling)
                text = torch.cat([text, p.multinomial(1, generator=generator)], 1)
                if on_token is not None:
                    on_token(text[:, -1:])
            return text
        finally:
            self.train(mode)
