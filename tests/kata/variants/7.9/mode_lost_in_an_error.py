class GPT:
    @torch.no_grad()
    def generate(self, ids, max_new_tokens, *, on_token=None, generator=None, **sampling):
        was_training = self.training
        if was_training:
            self.eval()
        text = ids
        while text.size(1) < ids.size(1) + max_new_tokens:
            scores = self(text[:, -self.config.block_size :])[0][:, -1]
            new = token_probabilities(scores, **sampling).multinomial(1, generator=generator)
            text = torch.cat([text, new], 1)
            if on_token is not None:
                on_token(new)
        if was_training:
            self.train()
        return text
