class GPT:
    @torch.no_grad()
    def generate(self, ids, max_new_tokens, *, on_token=None, generator=None, **sampling):
        mode = self.training
        self.train(False)
        try:
            B, T = ids.shape
            text = torch.zeros(B, T + max_new_tokens, dtype=ids.dtype)
            text[:, :T] = ids
            for t in range(T, T + max_new_tokens):
                seen = text[:, : min(t, self.config.block_size)]
                p = token_probabilities(self(seen)[0][:, -1, :], **sampling)
                text[:, t : t + 1] = p.multinomial(1, generator=generator)
                if on_token:
                    on_token(text[:, t : t + 1])
            return text
        finally:
            self.train(mode)
